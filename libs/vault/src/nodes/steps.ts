/** Entries that are opened together: what a screen shows first waits for no more of a long list. */
const STEP = 50;

/** Opens many, some at a time and in their order, and tells after each time what is open so far. */
export async function inSteps<T, O>(
  sealed: readonly T[],
  open: (one: T) => Promise<O>,
  onOpened: (opened: readonly O[]) => void | Promise<void>,
): Promise<O[]> {
  const opened: O[] = [];
  for (let start = 0; start < sealed.length; start += STEP) {
    opened.push(...(await Promise.all(sealed.slice(start, start + STEP).map(open))));
    await onOpened([...opened]);
  }
  return opened;
}
