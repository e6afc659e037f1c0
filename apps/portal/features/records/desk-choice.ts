const KEY = 'custodia-desk-tags';

/** Whether this patient adds the key of tags to codes, on this device; nobody does who did not choose it. */
export function addsTagKey(pseudonym: string): boolean {
  return localStorage.getItem(KEY) === pseudonym;
}

/** Keeps the choice on this device: it is told to nobody. */
export function chooseTagKey(pseudonym: string, isAdded: boolean): void {
  if (isAdded) localStorage.setItem(KEY, pseudonym);
  else localStorage.removeItem(KEY);
}
