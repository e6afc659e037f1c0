import { makeEmergencyKit, readOpening, type NewEmergencyKit } from '@custodia/vault';
import { putEmergencyKit, stopConsent } from '@custodia/vault/nodes';
import { controllerKeyOf, signGrant, signRevocation } from '@custodia/ledger/consents';
import type { Client } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { bytesOf, textOf } from './bytes';
import { DOORS } from './doors';
import { linesOf, type ReadLine } from './entry-list';
import {
  KeepEmergencyMutation,
  MyEmergencyQuery,
  StopEmergencyMutation,
  type OwnEmergency,
} from './emergency.documents';
import { lineOf, type Resource } from './fhir';
import { ipsBundle, summaryIn, type Contact } from './ips';
import { ownEntries, sent, type OpenRecord } from './record';
import { beginEpochs } from './rotation';
import { sealInto } from './seal';
import { ApiFailure } from './vault-failure';

const DAY = 86_400;
const KEPT_DAYS = 365;
/** Days before its end in which a kit is made anew. */
const RENEWED_DAYS = 60;
const RELAY_DAYS = 7;
const PARTS = ['medications', 'allergies', 'emergency-summary'];
/** Resources of a summary, at most: it is one entry. */
const MOST = 200;
const SUMMARY = 'emergency-summary';

const seconds = () => Math.floor(Date.now() / 1000);

/** What a patient left for emergencies, as the API knows it. @throws ApiFailure */
export async function myEmergency(client: Client): Promise<OwnEmergency> {
  const { data, error } = await client
    .query(MyEmergencyQuery, {}, { requestPolicy: 'network-only' })
    .toPromise();
  if (!data) throw new ApiFailure(error ? failureOf(error) : { code: 'UNKNOWN', message: '' });
  return data.myEmergency;
}

/**
 * Allows emergencies: seals a summary of medicines, allergies and problems, and leaves its keys with the nodes, of whom two
 * together can hand them out. Other parts of the record are not in it. Again, it renews both.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function allowEmergency(
  record: OpenRecord,
  contacts: readonly Contact[],
  client: Client,
): Promise<void> {
  await sealSummary(record, summarised(await readLines(record)), contacts);
  const before = await myEmergency(client);
  await keepKit(record, client, before.opening !== null && (await holdsAway(record, before.opening)));
  if (before.opening) await revokeKit(record, client, before.opening, false);
}

/** Whether what was left for emergencies holds while the ledger is away, too. @throws VaultError */
export async function holdsAway({ keys, realm }: OpenRecord, opening: string): Promise<boolean> {
  const { away } = await readOpening(bytesOf(opening), realm, keys.pseudonym);
  return away;
}

/** Signs anew what is left for emergencies: with the ledger away, too, or not. @throws VaultError, NodesError, ApiFailure */
export async function changeAway(record: OpenRecord, away: boolean, client: Client): Promise<void> {
  const { opening } = await myEmergency(client);
  if (!opening) return;
  await keepKit(record, client, away);
  await revokeKit(record, client, opening, false);
}

/** Takes it back: the nodes are told directly, and the ledger. @throws VaultError, NodesError, ApiFailure */
export async function stopEmergency(record: OpenRecord, client: Client): Promise<void> {
  const { opening } = await myEmergency(client);
  if (opening) await revokeKit(record, client, opening, true);
}

/**
 * What is due when a record is opened: after a use, a new key for what is written from now on and a kit whose key nobody
 * has seen; a summary that says what the record says now.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function renewEmergency(record: OpenRecord, client: Client): Promise<OpenRecord> {
  const { opening, keptAt, notAfter, accesses } = await myEmergency(client);
  if (!opening || !keptAt || !notAfter) return record;
  const lines = await readLines(record);
  const { contacts, resources } = summaryIn(newestSummary(lines) ?? { resourceType: 'Bundle' });
  const isUsed = accesses.some(({ createdAt }) => Date.parse(createdAt) > Date.parse(keptAt));
  const isEnding = Date.parse(notAfter) < Date.now() + RENEWED_DAYS * DAY * 1000;
  const current = isUsed ? await beginEpochs(client, record, [SUMMARY]) : record;
  const now = summarised(lines);
  if (isUsed || now.length !== resources.length || now.some((one, i) => !isSame(one, resources[i])))
    await sealSummary(current, now, contacts);
  if (isUsed || isEnding) {
    await keepKit(current, client, await holdsAway(current, opening));
    await revokeKit(current, client, opening, false);
  }
  return current;
}

async function readLines(record: OpenRecord): Promise<readonly ReadLine[]> {
  const { entries } = await ownEntries(record);
  return linesOf(entries).filter((line) => line.kind === 'read');
}

function newestSummary(lines: readonly ReadLine[]): Resource | undefined {
  return lines.find(({ category, resource }) => category === SUMMARY && resource.resourceType === 'Bundle')
    ?.resource;
}

/** What belongs into the summary, newest first. */
function summarised(lines: readonly ReadLine[]): Resource[] {
  return lines
    .filter(({ category, summary }) => PARTS.includes(category) && summary.state === 'current')
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => !['Bundle', 'DocumentReference'].includes(resourceType))
    .slice(0, MOST);
}

/** In the summary, a resource says besides whom it is about. */
function isSame(one: Resource, other: Resource | undefined): boolean {
  const { subject: _, patient: __, ...rest } = other ?? { resourceType: '' };
  const { subject: ___, patient: ____, ...mine } = one;
  return JSON.stringify(mine) === JSON.stringify(rest);
}

async function sealSummary(
  { keys }: OpenRecord,
  resources: readonly Resource[],
  contacts: readonly Contact[],
): Promise<void> {
  const resource = ipsBundle(resources, {
    id: SUMMARY,
    timestamp: new Date().toISOString(),
    title: 'Emergency summary',
    contacts,
    lineOf,
    newId: () => crypto.randomUUID(),
  });
  await sealInto(keys.pseudonym, [{ category: SUMMARY, resource }], { name: '', party: 0, sign: keys.sign });
}

async function keepKit(
  { keys, realm, gate, epochs }: OpenRecord,
  client: Client,
  away: boolean,
): Promise<void> {
  const notAfter = seconds() + KEPT_DAYS * DAY;
  const kit = await makeEmergencyKit(keys, realm, gate, epochs, { number: Date.now(), notAfter, away });
  await putEmergencyKit(DOORS, keys.pseudonym, kit.bytes);
  const outcome = await mutate(client, KeepEmergencyMutation, { input: grantOf(kit, realm, notAfter) });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}

function grantOf({ grant }: NewEmergencyKit, { chainId, registry }: OpenRecord['realm'], notAfter: number) {
  const { commitment, lastDay } = grant.opening;
  const signed = signGrant(
    grant.controllerKey,
    { chainId, consentRegistry: registry },
    { commitment, lastDay, deadline: seconds() + RELAY_DAYS * DAY },
  );
  return {
    opening: textOf(grant.openingBytes),
    notAfter: new Date(notAfter * 1000).toISOString(),
    grant: sent(signed),
    lastDay,
  };
}

async function revokeKit(
  { keys, realm }: OpenRecord,
  client: Client,
  opening: string,
  isOver: boolean,
): Promise<void> {
  const { commitment } = await readOpening(bytesOf(opening), realm, keys.pseudonym);
  const { salt } = JSON.parse(opening) as { salt: `0x${string}` };
  const signed = signRevocation(
    await controllerKeyOf(keys.grantSeed, salt),
    { chainId: realm.chainId, consentRegistry: realm.registry },
    { commitment, deadline: seconds() + KEPT_DAYS * DAY },
  );
  await stopConsent(DOORS, signed);
  const outcome = await mutate(client, StopEmergencyMutation, {
    input: { revocation: sent(signed), isOver },
  });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}
