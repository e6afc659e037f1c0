import { NODES_NEEDED, type GateNodes } from '../gate.js';
import type { PatientKeys } from '../identity.js';
import { integer, ledgerHex, list, record } from '../shape.js';
import { enough, type NodeDoor } from './doors.js';
import { callAll } from './patient-calls.js';

const answerFields = record({
  uses: list(record({ consent: ledgerHex(32), time: integer() }), 0, 1_000_000),
});

/**
 * Which of a patient's consents for one look were used, as two nodes say: one alone has released to nobody.
 * @returns by consent, when the second node released, in Unix seconds
 * @throws NodesError where fewer than two nodes answer
 */
export async function usedLooks(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
): Promise<ReadonlyMap<string, number>> {
  const question = { path: 'uses', action: 'uses', argument: {} } as const;
  const said = enough(
    await callAll(doors, gate, keys, question, (json) => {
      const { uses } = answerFields(json, 'uses');
      return new Map(uses.map(({ consent, time }) => [consent, time]));
    }),
  );
  const consents = new Set(said.flatMap((uses) => [...uses.keys()]));
  return new Map(
    [...consents].flatMap((consent): [string, number][] => {
      const times = said.flatMap((uses) => uses.get(consent) ?? []).sort((a, b) => a - b);
      const time = times[NODES_NEEDED - 1];
      return time === undefined ? [] : [[consent, time]];
    }),
  );
}
