import type { PackedRange } from './containers.store.js';

/** A container as it is recorded. */
export interface Box {
  readonly sscc: string;
  readonly parentSscc: string | null;
  readonly siteId: string;
}

/** Packs that lie in a container directly, all with one holder. */
export interface LyingPacks extends PackedRange {
  /** Whose they are: the sender's as long as they are on their way. Null for a party that is nobody's here. */
  readonly siteId: string | null;
  readonly onTheWay: boolean;
}

/** What has to change for containers to be where their packs are. */
export interface Regrouping {
  readonly moved: { readonly sscc: string; readonly siteId: string }[];
  /** Containers that leave the pallet that they stand on. */
  readonly takenOff: string[];
  /** Packs that leave the container that they lie in. */
  readonly loose: PackedRange[];
}

type Content = Pick<LyingPacks, 'siteId' | 'onTheWay'>;

/**
 * A container goes with its packs. What its receiver did not take, while the rest was taken or may still be, is no longer part
 * of it: a refused carton leaves its pallet, refused packs their carton (EPCIS 2.0, 7.4.3: AggregationEvent with action DELETE).
 * Refused as a whole, a pallet stays whole.
 */
export function regrouped(
  boxes: readonly Box[],
  lying: readonly LyingPacks[],
  receiverId: string,
): Regrouping {
  const change: Regrouping = { moved: [], takenOff: [], loose: [] };
  const isKept = (content: readonly Content[]) =>
    content.some(({ siteId, onTheWay }) => onTheWay || siteId === receiverId);

  const settle = (box: Box): Content[] => {
    const packs = lying
      .filter(({ sscc }) => sscc === box.sscc)
      .map((part) => ({ content: [part as Content], leave: () => change.loose.push(part) }));
    const inner = boxes
      .filter(({ parentSscc }) => parentSscc === box.sscc)
      .map((child) => ({ content: settle(child), leave: () => change.takenOff.push(child.sscc) }));
    const filled = [...packs, ...inner].filter(({ content }) => content.length > 0);
    const kept = filled.filter(({ content }) => isKept(content));
    if (kept.length > 0) for (const part of filled) if (!kept.includes(part)) part.leave();

    const content = (kept.length > 0 ? kept : filled).flatMap((part) => part.content);
    const [siteId, ...others] = new Set(content.map((one) => one.siteId));
    if (siteId && others.length === 0 && siteId !== box.siteId) change.moved.push({ sscc: box.sscc, siteId });
    return content;
  };
  const known = new Set(boxes.map(({ sscc }) => sscc));
  for (const box of boxes) if (box.parentSscc === null || !known.has(box.parentSscc)) settle(box);
  return change;
}
