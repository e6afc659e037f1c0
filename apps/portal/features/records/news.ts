import type { Client } from 'urql';
import type { NoticeKind } from '@custodia/vault';
import { chooseNotices, readNotices, type ToldOf } from '@custodia/vault/nodes';
import { mutate } from '@/lib/mutate';
import { toBase64Url } from './bytes';
import { DOORS } from './doors';
import { KeepNewsAddressesMutation } from './news.documents';
import type { OpenRecord } from './record';
import { ApiFailure } from './vault-failure';

type Open = Pick<OpenRecord, 'gate' | 'keys'>;

/** Of what the nodes have the owner told outside the app. @throws NodesError */
export function toldOf({ gate, keys }: Open): Promise<ToldOf> {
  return readNotices(DOORS, gate, keys);
}

/**
 * Has the owner told of these kinds, by new addresses: the ones before lead nowhere from then on, also at a node that was
 * not reached. The platform learns them first, so that no word of a node is lost meanwhile.
 * @throws NodesError, ApiFailure
 */
export async function tellOf(
  { gate, keys }: Open,
  client: Client,
  kinds: readonly NoticeKind[],
): Promise<void> {
  const addresses =
    kinds.length > 0 ? DOORS.map(() => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))) : [];
  await keep(client, addresses, false);
  await chooseNotices(DOORS, gate, keys, kinds, addresses);
  await keep(client, addresses, true);
}

/** As somebody wants who names contacts: a recovery that nobody hears of could not be stopped. @throws NodesError, ApiFailure */
export async function tellOfRecoveries(record: Open, client: Client): Promise<void> {
  const { kinds } = await toldOf(record);
  if (!kinds.includes('recoveries')) await tellOf(record, client, [...kinds, 'recoveries']);
}

async function keep(client: Client, addresses: string[], alone: boolean): Promise<void> {
  const outcome = await mutate(client, KeepNewsAddressesMutation, { addresses, alone });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}
