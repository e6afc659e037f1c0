import { canonicalBytes, type Json } from '../canonical.js';
import { readEmergencyRequest } from '../emergency.js';
import { openEmergencyKit, readEmergencyKit, type EmergencyKit, type HandedShare } from '../emergency-kit.js';
import type { EpochKey } from '../epochs.js';
import { NODES, NODES_NEEDED } from '../gate.js';
import type { Pseudonym, Realm } from '../identity.js';
import { anything, integer, record, truth } from '../shape.js';
import { sealed } from '../suite.js';
import type { Bytes } from '../bytes.js';
import { NodesError, askAll, enough, type NodeDoor } from './doors.js';

const brokenFields = record({
  kit: anything,
  place: integer(0, NODES - 1),
  share: sealed,
  until: integer(),
  away: truth,
});

/** Leaves a kit for emergencies with the nodes; two have to take it. @throws NodesError EMERGENCY_OLDER and others */
export async function putEmergencyKit(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  kit: Uint8Array,
): Promise<void> {
  const path = `/patients/${pseudonym}/emergency-kit`;
  enough(
    await askAll(
      doors,
      async () => ({ path, body: kit }),
      () => true,
    ),
  );
}

/** What a broken glass gives: the keys of the emergency summary, and until when the nodes release. */
export interface BrokenGlass {
  readonly kit: EmergencyKit;
  readonly epochs: readonly EpochKey[];
  /** Unix time in seconds. */
  readonly until: number;
  /** Whether any of them opened it without the ledger. */
  readonly away: boolean;
}

/**
 * Asks the nodes for what the patient left with them. The request's hash has to stand on the ledger before.
 * @param withoutLedger where it is away, and the patient allowed that: the nodes say so by EMERGENCY_AWAY
 * @throws NodesError with the refusal, VaultError
 */
export async function breakGlass(
  doors: readonly NodeDoor[],
  realm: Realm,
  request: Uint8Array,
  kemPrivateKey: Bytes,
  withoutLedger = false,
): Promise<BrokenGlass> {
  const { pseudonym, requestHash } = await readEmergencyRequest(request);
  const path = `/patients/${pseudonym}/emergency${withoutLedger ? '-away' : ''}`;
  const answers = await askAll(
    doors,
    async () => ({ path, body: request }),
    (json) => brokenFields(json, 'emergency'),
  );
  const given = enough(answers);
  // A node that is behind has an older kit: two have to give the same one.
  const kits = given.map(({ kit }) => JSON.stringify(kit));
  const agreed = kits.find((one) => kits.filter((other) => other === one).length >= NODES_NEEDED);
  if (agreed === undefined)
    throw new NodesError('TOO_FEW_NODES', 'The release nodes do not agree. Try again in a minute.', []);
  const same = given.filter((_, i) => kits[i] === agreed);
  const kit = await readEmergencyKit(canonicalBytes(JSON.parse(agreed) as Json), realm, pseudonym);
  const handed = same.map(({ place, share }): HandedShare => ({ index: place, sealed: share }));
  const epochs = await openEmergencyKit(kit, handed, requestHash, kemPrivateKey);
  return {
    kit,
    epochs,
    until: Math.min(...same.map(({ until }) => until)),
    away: same.some(({ away }) => away),
  };
}
