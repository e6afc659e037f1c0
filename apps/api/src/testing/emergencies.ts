import { randomUUID } from 'node:crypto';
import { EMERGENCY_ANCHOR, Role, certifyWriter, encodeCall, toHex, type Hex } from '@custodia/ledger';
import {
  makeEmergencyKit,
  makeEmergencyRequest,
  newEpoch,
  readEmergencyRequest,
  type NewEmergencyKit,
} from '@custodia/vault';
import {
  breakGlass,
  listGrantedEntries,
  publishEpochs,
  putEmergencyKit,
  requestRelease,
  type BrokenGlass,
} from '@custodia/vault/nodes';
import { admitParty, type RecordPlace } from './founding.js';
import { dispensed, newPatient, newReader, relayGrant, seconds, type BenchPatient } from './patients.js';

/** A practice: what the bench's own party, a pharmacy, may not, it may. */
export const PRACTICE = 91;
/** The chain's account that acts for it. */
export const OPERATOR = 7;

/** Admits another practice. */
export function admitPractice(
  { chain, contracts, send }: RecordPlace,
  { party, account, gln }: { party: number; account: number; gln: bigint },
): Promise<void> {
  const practice = { party, gln, roles: Role.Prescriber, endpoint: '' };
  return admitParty(contracts.partyRegistry, send, practice, [chain.accounts[account]!.address as Hex]);
}

/** What a practice with one reader does in emergencies. */
export async function emergenciesAt(bench: RecordPlace) {
  const reader = await newReader();
  await admitPractice(bench, { party: PRACTICE, account: OPERATOR, gln: 9_501_101_530_911n });
  const who = { organisation: 'Riverside Practice', person: 'Dr Eleanor Hale' };
  let number = 0;

  const certificate = ({ party = PRACTICE, account = OPERATOR, by = reader } = {}) => {
    const { chainId } = bench.chain;
    const { partyRegistry } = bench.contracts;
    const signKey = toHex(by.sign.publicKey);
    const terms = { party, name: who.organisation, signKey, notAfter: seconds() + 3600 };
    return certifyWriter(bench.chain.accounts[account]!.privateKey as Hex, { chainId, partyRegistry }, terms);
  };

  return {
    reader,
    who,
    certificate,

    /** A patient with two parts of a record, each with an entry. */
    async aPatient(): Promise<BenchPatient> {
      const patient = await newPatient(bench);
      const added = await newEpoch('emergency-summary', 1);
      const epochs = [...patient.epochs, added];
      const directory = await publishEpochs(bench.doors, patient.keys, patient.realm, epochs);
      const mine = { ...patient, epochs, directory };
      await dispensed(bench, mine, 1, 'emergency-summary');
      await dispensed(bench, mine, 1, 'cardiology');
      return mine;
    },

    async optedIn(
      { keys, realm, gate, epochs }: BenchPatient,
      { days = 30, away = false } = {},
    ): Promise<NewEmergencyKit> {
      const terms = { number: ++number, notAfter: seconds() + days * 86_400, away };
      const kit = await makeEmergencyKit(keys, realm, gate, epochs, terms);
      await putEmergencyKit(bench.doors, keys.pseudonym, kit.bytes);
      await relayGrant(bench, kit.grant);
      return kit;
    },

    request({ keys }: BenchPatient, certified = certificate(), time = seconds()) {
      const why = { reason: 'unconscious', words: 'Found on the street' } as const;
      const asked = { pseudonym: keys.pseudonym, person: who.person, ...why, time };
      return makeEmergencyRequest(asked, reader.holder, reader.sign, certified);
    },

    /** The ledger's event, which the party's node sends. */
    async anchored(
      made: Uint8Array,
      { party = PRACTICE, account = OPERATOR, kind = EMERGENCY_ANCHOR } = {},
    ): Promise<void> {
      const { requestHash } = await readEmergencyRequest(made);
      const operation = `0x${randomUUID().replaceAll('-', '')}` as const;
      const call = { operation, party, kind, root: requestHash, count: 1n };
      await bench.send(bench.contracts.anchorLog, encodeCall('anchorLog', 'anchor', call), account);
    },

    broken: (
      { realm }: BenchPatient,
      made: Uint8Array,
      { doors = bench.doors, withoutLedger = false } = {},
    ): Promise<BrokenGlass> => breakGlass(doors, realm, made, reader.kem.privateKey, withoutLedger),

    /** Everything that the kit's consent lets its reader open. */
    async read({ gate }: BenchPatient, { kit, epochs }: BrokenGlass, by = reader) {
      const { doors } = bench;
      const { opening } = kit;
      const { entries: envelopes } = await listGrantedEntries(doors, gate, opening.consent, {
        ...by,
        ...who,
      });
      const reading = { opening, gate, envelopes, epochs, purpose: 'BTG', grantee: by, ...who } as const;
      return requestRelease(doors, reading);
    },
  };
}
export type Emergencies = Awaited<ReturnType<typeof emergenciesAt>>;
