import { makeRequests, newKeyPair, type Asked, type Envelope } from '@custodia/vault';
import type { Looking, Reading } from '@custodia/vault/nodes';
import { seconds, type BenchGrant, type BenchPatient } from './patients.js';

/** How the bench's reader names itself in the patient's log. */
const CLINIC = { organisation: 'Heart Clinic', person: 'Dr Ada Byron' } as const;

/** What a reader asks the nodes to release. */
export function readingOf(
  grant: BenchGrant,
  { gate }: Pick<BenchPatient, 'gate'>,
  envelopes: readonly Envelope[],
  changed: Partial<Reading> = {},
): Reading {
  const { opening, keys: epochs, reader: grantee } = grant;
  return { opening, gate, envelopes, epochs, purpose: 'TREAT', ...CLINIC, grantee, ...changed };
}

/** Who looks at what a grant lets be asked for. */
export function lookingOf({ reader }: BenchGrant): Looking {
  return { ...reader, ...CLINIC };
}

/** Requests as a reader's program makes them, before any node has seen them. */
export async function requestsOf(
  { opening, reader }: BenchGrant,
  { gate }: Pick<BenchPatient, 'gate'>,
  envelopes: readonly Envelope[],
) {
  const session = await newKeyPair();
  const entryIds = envelopes.map(({ header }) => header.entryId);
  const asked: Asked = {
    consent: opening.consent,
    entryIds,
    purpose: 'TREAT',
    ...CLINIC,
    time: seconds(),
  };
  const ids = gate.map(({ id }) => id);
  const requests = await makeRequests(ids, asked, reader.holder, reader.sign, session);
  return { session, requests: [...requests.values()] };
}
