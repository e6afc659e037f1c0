import type { Touch } from '../touches.rules.js';

interface Queued {
  readonly partyId: number;
  readonly touches: readonly Touch[];
}

/**
 * The order in which parties take turns: the first operation of each, then the second of each, and so on, so that
 * nobody's queue delays somebody else's single supply. What does not commute keeps its order all the same: an
 * operation takes along whatever has to come before it.
 * @param operations oldest first
 */
export function fairOrder<O extends Queued>(operations: readonly O[]): O[] {
  const before = predecessors(operations);
  const placed = new Set<number>();
  const ordered: O[] = [];
  for (const index of turns(operations)) place(index);
  return ordered;

  function place(index: number): void {
    if (placed.has(index)) return;
    placed.add(index);
    for (const earlier of before[index] ?? []) place(earlier);
    const operation = operations[index];
    if (operation) ordered.push(operation);
  }
}

/** Positions, by how many operations of the same party come before. */
function turns(operations: readonly Queued[]): number[] {
  const taken = new Map<number, number>();
  const turn = operations.map(({ partyId }) => {
    const mine = taken.get(partyId) ?? 0;
    taken.set(partyId, mine + 1);
    return mine;
  });
  return [...operations.keys()].sort((a, b) => (turn[a] ?? 0) - (turn[b] ?? 0) || a - b);
}

interface Seen {
  alone: number | undefined;
  sharedSince: number[];
}

/** Of each operation those before it with which it does not commute, as far as no other one stands between them. */
function predecessors(operations: readonly Queued[]): number[][] {
  const seen = new Map<string, Seen>();
  return operations.map(({ touches }, index) => {
    const before: number[] = [];
    for (const { key, mode } of touches) {
      const last = seen.get(key) ?? { alone: undefined, sharedSince: [] };
      seen.set(key, last);
      if (last.alone !== undefined) before.push(last.alone);
      if (mode === 'shared') last.sharedSince.push(index);
      else {
        before.push(...last.sharedSince);
        last.alone = index;
        last.sharedSince = [];
      }
    }
    return before;
  });
}
