import { logRecord } from '../access-lines.js';
import { checkLogs, type AnchoredHead, type CheckedLog, type NodeLog, type Pin } from '../access-log.js';
import { fromHex } from '../bytes.js';
import { patientCall } from '../calls.js';
import { canonicalBytes, type Json } from '../canonical.js';
import type { GateNodes } from '../gate.js';
import type { PatientKeys } from '../identity.js';
import { anything, bytes, integer, list, record, text } from '../shape.js';
import { sealed } from '../suite.js';
import { askAll, enough, type NodeDoor, type NodeFailure } from './doors.js';
import { seconds } from './records.js';

const proven = record({ index: integer(), path: list(bytes(32), 0, 64), salt: bytes(32), sealed });

const logFields = record({
  head: anything,
  records: list(proven, 0, 1_000_000),
  consistency: list(bytes(32), 0, 128),
  pending: list(logRecord, 0, 1_000_000),
});

const anchorFields = record({ anchored: list(record({ size: integer(), root: text(66) }), 0, 10_000_000) });

/** What the nodes' logs say, checked on this device, and which nodes gave none. */
export interface ReadLogs extends CheckedLog {
  readonly failures: readonly NodeFailure[];
}

/**
 * Reads the access log at all nodes and checks it. What the ledger knows of a node's log is asked of the other nodes,
 * each of which has a connection of its own: a node is not its own witness.
 * @param pins what this device saw the last time, by node
 * @throws NodesError where fewer than two nodes answer
 */
export async function readLogs(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  pins: ReadonlyMap<string, Pin> = new Map(),
): Promise<ReadLogs> {
  const path = `/patients/${keys.pseudonym}/log`;
  const answers = await askAll(
    doors,
    async (door) => {
      const id = gate[door]?.id ?? '';
      const since = pins.get(id)?.size ?? 0;
      return { path, body: await patientCall(keys, id, 'log', { since }, seconds()) };
    },
    (json, door) => ({ door, log: logFields(json, 'log') }),
  );
  const given = enough(answers);
  const logs = await Promise.all(
    given.map(async ({ door, log }): Promise<NodeLog | undefined> => {
      const node = gate[door];
      if (!node) return undefined;
      const pin = pins.get(node.id);
      return {
        node,
        ...log,
        head: canonicalBytes(log.head as Json),
        anchored: await anchorsOf(doors, door, node.anchor),
        ...(pin && { pin }),
      };
    }),
  );
  const checked = await checkLogs(
    logs.filter((log) => log !== undefined),
    keys,
  );
  return { ...checked, failures: answers.flatMap((answer) => (answer.ok ? [] : [answer.failure])) };
}

/** Every anchor of a node's log that any of the others has seen. */
async function anchorsOf(doors: readonly NodeDoor[], of: number, address: string): Promise<AnchoredHead[]> {
  const witnesses = doors.filter((_, door) => door !== of);
  const answers = await askAll(
    witnesses,
    async () => ({ path: `/anchors/${address}` }),
    (json) => anchorFields(json, 'anchors').anchored,
  );
  const heads = new Map(
    enough(answers, 1).flatMap((all) => all.map((one) => [`${one.size} ${one.root}`, one])),
  );
  return [...heads.values()].map(({ size, root }) => ({ size, root: fromHex(root.slice(2)) }));
}
