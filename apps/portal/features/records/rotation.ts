import {
  epochJson,
  epochWrap,
  keepEpoch,
  nextEpochs,
  ownEpoch,
  readOpening,
  wrapGranted,
  type Category,
  type Json,
} from '@custodia/vault';
import { publishEpochs } from '@custodia/vault/nodes';
import type { Client } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { bytesOf, fromBase64Url } from './bytes';
import { standingOf } from './consent-standing';
import { DOORS } from './doors';
import { dueEpochs } from './due-epochs';
import type { OpenRecord } from './record';
import {
  HandOnKeysMutation,
  KeepEpochsMutation,
  MyAccessRequestsQuery,
  MyRecordQuery,
  type AccessRequest,
  type KeptRecord,
} from './records.documents';
import { ApiFailure } from './vault-failure';

const FRESH = { requestPolicy: 'network-only' } as const;

/** The record with every epoch that is kept by now: another device may have begun some. */
export async function withKeptEpochs(client: Client, record: OpenRecord): Promise<OpenRecord> {
  const { epochs: kept } = await keptRecord(client);
  const epochs = kept.map(async ({ category, epoch, wrap }) => {
    const known = record.epochs.find((one) => one.category === category && one.epoch === epoch);
    return known ?? ownEpoch(epochWrap(JSON.parse(wrap) as Json, 'wrap'), record.realm, record.keys);
  });
  return { ...record, epochs: await Promise.all(epochs) };
}

/** Begins a new epoch where somebody whose access is over holds the newest key. @throws VaultError, NodesError, ApiFailure */
export async function rotateWhereDue(client: Client, record: OpenRecord): Promise<OpenRecord> {
  const [kept, requests] = await Promise.all([keptRecord(client), requestsOf(client)]);
  const due = dueEpochs(kept.epochs, requests, Date.now());
  return due.length === 0 ? record : rotate(client, record, due, requests);
}

/** Begins a new epoch of some categories. @throws VaultError, NodesError, ApiFailure */
export async function beginEpochs(
  client: Client,
  record: OpenRecord,
  categories: readonly Category[],
): Promise<OpenRecord> {
  return rotate(client, record, categories, await requestsOf(client));
}

async function rotate(
  client: Client,
  record: OpenRecord,
  categories: readonly Category[],
  requests: readonly AccessRequest[],
): Promise<OpenRecord> {
  const known = await withKeptEpochs(client, record);
  const fresh = await nextEpochs(known.epochs, categories);
  const wraps = await Promise.all(fresh.map((epoch) => keepEpoch(epoch, known.realm, known.keys)));
  const outcome = await mutate(client, KeepEpochsMutation, {
    epochs: wraps.map((wrap) => ({
      category: wrap.category,
      epoch: wrap.epoch,
      wrap: JSON.stringify(epochJson(wrap)),
    })),
  });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
  // Of two devices that began the same epoch, the first one's key is kept, and both publish that one.
  const current = await withKeptEpochs(client, { ...known, epochs: record.epochs });
  // Those who keep their access have the keys before anything is sealed to them.
  await handOn(client, current, requests);
  await publishEpochs(DOORS, current.keys, current.realm, current.epochs);
  return current;
}

async function handOn(
  client: Client,
  { keys, realm, epochs }: OpenRecord,
  requests: readonly AccessRequest[],
): Promise<void> {
  for (const { id, consent, kemKey, signKey } of requests) {
    if (!consent || !['sending', 'active'].includes(standingOf(consent, Date.now()))) continue;
    const opening = await readOpening(bytesOf(consent.opening), realm, keys.pseudonym);
    const had = consent.wraps.map((wrap) => epochWrap(JSON.parse(wrap) as Json, 'wrap'));
    const missing = epochs.filter(
      ({ category, epoch }) =>
        opening.categories.includes(category) &&
        !had.some((one) => one.category === category && one.epoch === epoch),
    );
    if (missing.length === 0) continue;
    const grantee = { kemKey: fromBase64Url(kemKey), signKey: fromBase64Url(signKey) };
    const wraps = await Promise.all(missing.map((epoch) => wrapGranted(epoch, opening, grantee)));
    const input = { requestId: id, wraps: wraps.map((wrap) => JSON.stringify(epochJson(wrap))) };
    const outcome = await mutate(client, HandOnKeysMutation, { input });
    // What another device stopped meanwhile gets nothing, which is right.
    if (!outcome.ok && outcome.failure.code !== 'NOT_FOUND') throw new ApiFailure(outcome.failure);
  }
}

async function keptRecord(client: Client): Promise<KeptRecord> {
  const { data, error } = await client.query(MyRecordQuery, {}, FRESH).toPromise();
  if (data?.myRecord) return data.myRecord;
  throw new ApiFailure(
    error ? failureOf(error) : { code: 'NOT_FOUND', message: 'The record was erased on another device.' },
  );
}

async function requestsOf(client: Client): Promise<readonly AccessRequest[]> {
  const { data, error } = await client.query(MyAccessRequestsQuery, {}, FRESH).toPromise();
  if (error) throw new ApiFailure(failureOf(error));
  return data?.myAccessRequests ?? [];
}
