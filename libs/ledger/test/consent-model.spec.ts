import { randomBytes } from 'ethers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConsentReader,
  ConsentStanding,
  RpcError,
  consentIdOf,
  controllerAddressOf,
  decodeRevert,
  isConsentActive,
  randomId,
  revertDataOf,
  signGrant,
  signRevocation,
  toHex,
  type ConsentDomain,
  type Hex,
  type SignedGrant,
  type SignedRevocation,
} from '../src/index.js';
import { Consortium, operation } from './consortium.js';

/** More for a nightly run. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 4);
const CONSENTS = 3;
const HOUR = 3600;

let consortium: Consortium;
let domain: ConsentDomain;
let reader: ConsentReader;

beforeAll(async () => {
  consortium = await Consortium.found();
  const consentRegistry = consortium.addresses.consentRegistry ?? '0x';
  domain = { chainId: consortium.chainId, consentRegistry };
  reader = new ConsentReader(consortium.rpc, consentRegistry);
}, 60_000);
afterAll(() => consortium.stop());

const head = async () => {
  const block = await consortium.rpc.block('latest');
  if (!block) throw new Error('The chain has no block.');
  return block;
};

/** What became of a message: the event, or the error. */
async function outcome(name: 'grant' | 'revoke', message: SignedGrant | SignedRevocation): Promise<string> {
  try {
    const args = { operation: operation(), ...(message as SignedGrant) };
    const { events } = await consortium.send(0, 'consentRegistry', name, args);
    return events.map((event) => event.name).join();
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const revert = decodeRevert(revertDataOf(error) ?? '0x');
    return revert.kind === 'refusal' ? revert.name : revert.data;
  }
}

describe('a consent on the ledger', () => {
  it('is active from its grant to its revocation, in each block as it was then', async () => {
    const privateKey = toHex(randomBytes(32));
    const { timestamp, ...before } = await head();
    const terms = { commitment: randomId(), deadline: timestamp + HOUR };
    const lastDay = Math.floor(timestamp / 86_400) + 1;
    const consent = consentIdOf(terms.commitment, controllerAddressOf(privateKey));
    expect(await outcome('grant', signGrant(privateKey, domain, { ...terms, lastDay }))).toBe(
      'ConsentGranted',
    );
    const granted = await head();
    expect(await outcome('revoke', signRevocation(privateKey, domain, terms))).toBe('ConsentRevoked');
    const revoked = await head();

    const records = await Promise.all([before, granted, revoked].map((at) => reader.consent(consent, at)));
    expect(records).toEqual([
      { standing: ConsentStanding.Unknown, lastDay: 0 },
      { standing: ConsentStanding.Granted, lastDay },
      { standing: ConsentStanding.Revoked, lastDay: 0 },
    ]);
    expect(records.map((record) => isConsentActive(record, timestamp))).toEqual([false, true, false]);
    expect(isConsentActive(records[1]!, (lastDay + 1) * 86_400 - 1)).toBe(true);
    expect(isConsentActive(records[1]!, (lastDay + 1) * 86_400)).toBe(false);
  });

  it('cannot be read where no registry is, nor in a block that the chain does not have', async () => {
    const elsewhere = new ConsentReader(consortium.rpc, `0x${'5f'.repeat(20)}`);
    await expect(elsewhere.consent(randomId(), await head())).rejects.toThrow();
    await expect(reader.consent(randomId(), { hash: randomId() })).rejects.toThrow(RpcError);
  });

  it('does what the plain model does, whatever a relayer makes of the messages', async () => {
    const step = fc.record({
      kind: fc.constantFrom(
        'signGrant',
        'signRevocation',
        'relayGrant',
        'relayGrant',
        'relayRevocation',
        'wait',
      ),
      which: fc.nat(),
      days: fc.integer({ min: -1, max: 3 }),
      hours: fc.nat(60),
    });
    const steps = fc.array(step, { minLength: 20, maxLength: 50, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const keys = Array.from({ length: CONSENTS }, () => toHex(randomBytes(32)));
        const commitment = randomId();
        const ids = keys.map((key) => consentIdOf(commitment, controllerAddressOf(key)));
        const model = new Map<Hex, { granted?: number; revoked?: true }>(ids.map((id) => [id, {}]));
        const grants: SignedGrant[] = [];
        const revocations: SignedRevocation[] = [];
        for (const { kind, which, days, hours } of sequence) {
          const { timestamp } = await head();
          const today = Math.floor(timestamp / 86_400);
          const key = keys[which % CONSENTS] as Hex;
          const terms = { commitment, deadline: timestamp + hours * HOUR };
          if (kind === 'signGrant') grants.push(signGrant(key, domain, { ...terms, lastDay: today + days }));
          else if (kind === 'signRevocation') revocations.push(signRevocation(key, domain, terms));
          else if (kind === 'wait') await consortium.rpc.call('evm_increaseTime', [hours * HOUR]);
          const relayed = kind === 'relayGrant' ? grants : kind === 'relayRevocation' ? revocations : [];
          const message = relayed[which % relayed.length];
          if (!message) continue;
          // A simulation runs in the newest block, whose time a wait does not change.
          await consortium.rpc.call('evm_mine', []);
          const now = (await head()).timestamp;
          const state = model.get(consentIdOf(message.commitment, message.controller)) ?? {};
          const lastDay = 'lastDay' in message ? (message.lastDay as number) : undefined;
          let expected: string = lastDay === undefined ? 'ConsentRevoked' : 'ConsentGranted';
          if (now > message.deadline) expected = 'MessageExpired';
          else if (lastDay !== undefined && Math.floor(now / 86_400) > lastDay) expected = 'InvalidLastDay';
          else if (state.revoked) expected = 'AlreadyRevoked';
          else if (lastDay === undefined) state.revoked = true;
          else if (state.granted !== undefined) expected = 'AlreadyGranted';
          else state.granted = lastDay;
          expect(await outcome(lastDay === undefined ? 'revoke' : 'grant', message)).toBe(expected);
        }
        const at = await head();
        for (const [id, { granted, revoked }] of model) {
          const standing = revoked
            ? ConsentStanding.Revoked
            : granted === undefined
              ? ConsentStanding.Unknown
              : ConsentStanding.Granted;
          const lastDay = revoked ? 0 : (granted ?? 0);
          expect(await reader.consent(id, at)).toEqual({ standing, lastDay });
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);
});
