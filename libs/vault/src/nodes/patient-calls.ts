import { patientCall, type PatientAction } from '../calls.js';
import type { Json } from '../canonical.js';
import type { GateNodes } from '../gate.js';
import type { PatientKeys } from '../identity.js';
import { askAll, type NodeAnswer, type NodeDoor } from './doors.js';
import { seconds } from './records.js';

/** What a patient asks of every node: each gets a call of its own, of no use at another. */
export interface PatientQuestion {
  /** Behind the patient's own path. */
  readonly path: string;
  readonly action: PatientAction;
  /** The same for all, or one for each door. */
  readonly argument: Json | ((door: number) => Json);
}

/** Asks every node as the patient. */
export function callAll<T>(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  { path, action, argument }: PatientQuestion,
  read: (json: Json) => T,
): Promise<NodeAnswer<T>[]> {
  const { pseudonym } = keys;
  return askAll(
    doors,
    async (door) => {
      const own = typeof argument === 'function' ? argument(door) : argument;
      const body = await patientCall(keys, gate[door]?.id ?? '', action, own, seconds());
      return { path: `/patients/${pseudonym}/${path}`, body };
    },
    read,
  );
}
