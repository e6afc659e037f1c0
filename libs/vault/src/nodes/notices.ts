import type { Json } from '../canonical.js';
import { NODES_NEEDED, type GateNodes } from '../gate.js';
import type { PatientKeys } from '../identity.js';
import { NOTICE_KINDS, noticeChoiceJson, readNoticeChoice, type NoticeKind } from '../notices.js';
import { anything, record, truth } from '../shape.js';
import { enough, type NodeDoor } from './doors.js';
import { callAll } from './patient-calls.js';

/** Of what the nodes tell a patient outside the app. */
export interface ToldOf {
  /** Told by two nodes or more: no look is at fewer than two. */
  readonly kinds: readonly NoticeKind[];
  /** How many nodes were not reached, or were told something else. */
  readonly behind: number;
  /** Whether two nodes or more can tell anybody at all. */
  readonly canTell: boolean;
}

const answerFields = record({ canTell: truth, choice: anything });

/** Of what the nodes tell the patient now. @throws NodesError */
export async function readNotices(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
): Promise<ToldOf> {
  const question = { path: 'notices', action: 'notices', argument: {} } as const;
  const given = enough(
    await callAll(doors, gate, keys, question, (json) => {
      const { canTell, choice } = answerFields(json, 'notices');
      return { canTell, kinds: readNoticeChoice(choice)?.kinds ?? [] };
    }),
  );
  const atTwo = (count: number) => count >= NODES_NEEDED;
  const kinds = NOTICE_KINDS.filter((kind) => atTwo(given.filter((one) => one.kinds.includes(kind)).length));
  const same = given.filter((one) => one.kinds.join() === kinds.join());
  return {
    kinds,
    behind: doors.length - same.length,
    canTell: atTwo(given.filter(({ canTell }) => canTell).length),
  };
}

/**
 * Has the nodes tell of these kinds from now on, each by an address of its own; of nothing without kinds.
 * @param addresses 32 random bytes each in base64url, in the order of the doors
 * @returns how many nodes took it
 * @throws NodesError where they are fewer than two
 */
export async function chooseNotices(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  kinds: readonly NoticeKind[],
  addresses: readonly string[],
): Promise<number> {
  const argument = (door: number): Json =>
    noticeChoiceJson(kinds.length > 0 ? { kinds, address: addresses[door] ?? '' } : null);
  const question = { path: 'notices/choice', action: 'notice-choice', argument } as const;
  return enough(await callAll(doors, gate, keys, question, () => true)).length;
}
