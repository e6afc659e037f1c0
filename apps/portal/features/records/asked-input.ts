import { dayIn } from '@/lib/day';
import { toBase64Url } from './bytes';
import type { DeviceKeys } from './device-keys';
import type { AskAccessInput, RecordPairing } from './records.documents';

const USUAL_DAYS = 2;

/** Until when a desk asks where it says nothing else. */
export function usualDay(): string {
  return dayIn(USUAL_DAYS);
}

/** What a desk asks one patient for, to be opened by this device; until the end of a day. */
export function askedInput(
  { id: pairingId }: Pick<RecordPairing, 'id'>,
  { holder }: DeviceKeys,
  {
    categories,
    until,
    words,
  }: { readonly categories: readonly string[]; readonly until: string; readonly words: string },
): AskAccessInput {
  return {
    pairingId,
    kemKey: toBase64Url(holder.kemKey),
    signKey: toBase64Url(holder.signKey),
    purpose: 'TREAT',
    categories: [...categories],
    until: new Date(`${until}T23:59:59`).toISOString(),
    words,
  };
}
