import type { Touch } from '../touches.rules.js';

/** A pending operation, as the plan sees it. */
export interface Candidate {
  readonly id: string;
  /** Operations of one group may share a call. */
  readonly group: string;
  /** How many operations a call of this group carries at most. */
  readonly most: number;
  /** Gas to set aside for the operation inside its call. */
  readonly gas: number;
  readonly touches: readonly Touch[];
}

export interface Batch<C extends Candidate> {
  readonly group: string;
  readonly operations: readonly C[];
}

export interface PlanLimits {
  /** Gas for the items of one call. */
  readonly gasPerCall: number;
  /** How many more calls may be under way. */
  readonly calls: number;
}

interface OpenBatch<C extends Candidate> {
  readonly group: string;
  readonly operations: C[];
  gas: number;
}

interface LastTouch {
  alone: number;
  shared: number;
}

const NOWHERE = -1;
const HELD_BACK = Number.POSITIVE_INFINITY;

/**
 * Decides which pending operations go out together, in the order in which the calls are numbered (DESIGN 4.2).
 *
 * Operations on one thing keep their order: a later one goes into the same call behind the earlier one, or into a
 * later call. Whatever commutes fills the first call with room. An operation that touches a thing on which `held`
 * says somebody else's earlier operation is unsettled stays behind, and with it all that come after it.
 *
 * @param candidates pending operations of one signer; of two that do not commute the older one first
 * @param held whether the touched thing waits for an operation outside this signer's nonce sequence
 */
export function planBatches<C extends Candidate>(
  candidates: readonly C[],
  limits: PlanLimits,
  held: (candidate: C, touch: Touch) => boolean,
): Batch<C>[] {
  const batches: OpenBatch<C>[] = [];
  const last = new Map<string, LastTouch>();
  const openByGroup = new Map<string, number[]>();

  for (const candidate of candidates) {
    const place = candidate.touches.some((touch) => held(candidate, touch))
      ? HELD_BACK
      : placeFor(candidate, earliest(candidate, last));
    remember(candidate, place, last);
  }
  return batches;

  function placeFor(candidate: C, from: number): number {
    if (from === HELD_BACK) return HELD_BACK;
    const open = openByGroup.get(candidate.group) ?? [];
    for (const index of open) {
      const batch = batches[index];
      if (batch && index >= from && hasRoom(batch, candidate, limits)) {
        batch.operations.push(candidate);
        batch.gas += candidate.gas;
        return index;
      }
    }
    if (batches.length >= limits.calls) return HELD_BACK;
    batches.push({ group: candidate.group, operations: [candidate], gas: candidate.gas });
    openByGroup.set(candidate.group, [...open, batches.length - 1]);
    return batches.length - 1;
  }
}

function hasRoom<C extends Candidate>(batch: OpenBatch<C>, candidate: C, limits: PlanLimits): boolean {
  return batch.operations.length < candidate.most && batch.gas + candidate.gas <= limits.gasPerCall;
}

function earliest(candidate: Candidate, last: ReadonlyMap<string, LastTouch>): number {
  let from = NOWHERE;
  for (const { key, mode } of candidate.touches) {
    const before = last.get(key);
    if (!before) continue;
    from = Math.max(from, before.alone, mode === 'alone' ? before.shared : NOWHERE);
  }
  return from;
}

function remember(candidate: Candidate, place: number, last: Map<string, LastTouch>): void {
  for (const { key, mode } of candidate.touches) {
    const before = last.get(key) ?? { alone: NOWHERE, shared: NOWHERE };
    before[mode] = Math.max(before[mode], place);
    last.set(key, before);
  }
}
