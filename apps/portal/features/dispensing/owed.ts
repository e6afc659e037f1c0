import type { OpenedItem, OwedBalance } from './dispensing.documents';

/** Whether the patient's signature covers the balance: that of the first visit, or the code that was scanned now. */
export function isSigned(
  { signedUntil, itemId }: Pick<OwedBalance, 'signedUntil' | 'itemId'>,
  items: readonly { readonly state: Pick<OpenedItem['state'], 'id'> }[] | undefined,
): boolean {
  return new Date(signedUntil) > new Date() || (items?.some(({ state }) => state.id === itemId) ?? false);
}
