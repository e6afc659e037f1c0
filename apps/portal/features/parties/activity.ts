const KEY = 'custodia.activity';
const WRITE_EVERY_MS = 1_000;

let written = 0;

/** Somebody works at this terminal, in whichever of its tabs. */
export function noteActivity(): void {
  const now = Date.now();
  if (now - written < WRITE_EVERY_MS) return;
  written = now;
  localStorage.setItem(KEY, String(now));
}

/** For how long nobody has. */
export function idleMs(): number {
  return Date.now() - Math.max(written, Number(localStorage.getItem(KEY) ?? 0));
}
