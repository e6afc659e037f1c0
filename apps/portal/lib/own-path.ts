/** A path of this portal, or undefined: never another origin, and never a script. */
export function ownPath(wanted: string | null): string | undefined {
  if (wanted === null || !/^\/(?![/\\])[^\\\s]*$/.test(wanted)) return undefined;
  const here = 'https://portal.invalid';
  return URL.canParse(wanted, here) && new URL(wanted, here).origin === here ? wanted : undefined;
}
