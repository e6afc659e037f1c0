import { canonicalBytes, parseCanonical, type Json } from '../canonical.js';
import { NODES, type GateNodes } from '../gate.js';
import type { PatientKeys, Pseudonym, Realm } from '../identity.js';
import { readRecoveryKit, type HandedOver, type RecoveryKit } from '../recovery.js';
import { exactly, integer, record } from '../shape.js';
import { sealed } from '../suite.js';
import { toBase64Url, type Bytes } from '../bytes.js';
import { NodesError, askAll, bodyOf, enough, type NodeDoor, type NodeFailure } from './doors.js';
import { callAll } from './patient-calls.js';

/** A recovery that somebody asked for. */
export interface AskedRecovery {
  /** base64url */
  readonly recoveryKey: string;
  /** Unix times in seconds. */
  readonly askedAt: number;
  readonly readyAt: number;
  readonly cancelled: boolean;
}

/** Gives the nodes the patient's recovery kit, in place of the one before. @throws NodesError */
export async function keepRecoveryKit(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  kit: Uint8Array,
): Promise<void> {
  const question = {
    path: 'recovery-kit',
    action: 'recovery-kit',
    argument: parseCanonical(kit) as Json,
  } as const;
  enough(await callAll(doors, gate, keys, question, () => true));
}

/**
 * Begins the two days at the nodes.
 * @returns when the nodes hand over, and the kit, on which two of them agree
 * @throws NodesError
 */
export async function askRecovery(
  doors: readonly NodeDoor[],
  realm: Realm,
  pseudonym: Pseudonym,
  recoveryKey: Bytes,
): Promise<{ readonly readyAt: number; readonly kit: RecoveryKit }> {
  const body = bodyOf({ recoveryKey: toBase64Url(recoveryKey) });
  const answers = await askAll(
    doors,
    async () => ({ path: `/patients/${pseudonym}/recoveries`, body }),
    async (json) => {
      const { readyAt, kit } = json as { readonly readyAt: number; readonly kit: Json };
      const read = canonicalBytes(kit);
      return { readyAt, kit: await readRecoveryKit(read, realm, pseudonym), bytes: toBase64Url(read) };
    },
  );
  const given = enough(answers);
  const agreed = given.filter(({ bytes }) => given.filter((other) => other.bytes === bytes).length > 1);
  const [first] = agreed;
  if (!first)
    throw new NodesError('TOO_FEW_NODES', 'No two nodes keep the same recovery kit of this record.', []);
  return { readyAt: Math.max(...agreed.map(({ readyAt }) => readyAt)), kit: first.kit };
}

/** The recoveries that any node knows of: for each device of the patient to show. @throws NodesError */
export async function listRecoveries(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
): Promise<AskedRecovery[]> {
  const read = (json: Json) => (json as unknown as { recoveries: AskedRecovery[] }).recoveries;
  const answers = await callAll(
    doors,
    gate,
    keys,
    { path: 'recoveries/list', action: 'recoveries', argument: {} },
    read,
  );
  const known = new Map(enough(answers).flatMap((all) => all.map((one) => [one.recoveryKey, one])));
  return [...known.values()];
}

/** Stops a recovery at all nodes. @throws NodesError */
export async function cancelRecovery(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  recoveryKey: string,
): Promise<void> {
  const question = {
    path: 'recoveries/cancel',
    action: 'recovery-cancel',
    argument: { recoveryKey },
  } as const;
  enough(await callAll(doors, gate, keys, question, () => true));
}

const handedFields = record({ by: exactly('node'), index: integer(0, NODES - 1), sealed });

/** What the nodes hand over after the two days. @throws NodesError RECOVERY_TOO_EARLY, RECOVERY_CANCELLED and others */
export async function fetchRecoveryShares(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  recoveryKey: Bytes,
): Promise<{ readonly handed: readonly HandedOver[]; readonly failures: readonly NodeFailure[] }> {
  const body = bodyOf({ recoveryKey: toBase64Url(recoveryKey) });
  const answers = await askAll(
    doors,
    async () => ({ path: `/patients/${pseudonym}/recoveries/share`, body }),
    (json) => handedFields(json, 'share'),
  );
  return {
    handed: enough(answers),
    failures: answers.flatMap((answer) => (answer.ok ? [] : [answer.failure])),
  };
}
