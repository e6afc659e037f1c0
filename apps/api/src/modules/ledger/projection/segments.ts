/** Custody of a range of packing indices; the range starts at the key under which the segment is kept. */
export interface Segment {
  /** First index after it. */
  readonly end: number;
  /** Who has custody; in transit still the shipper. */
  readonly holder: number;
  /** To whom it is in transit. */
  readonly receiver: number | null;
  readonly state: 'HELD' | 'SHIPPED' | 'ORDERED';
  /** Whether a unit in it may have a status other than active. */
  readonly touched: boolean;
}

/**
 * Segments of one lot, as many as the events at hand are about, and which of them were changed. The same cuts and
 * joins as `Segments.sol`.
 */
export class SegmentWindow {
  readonly #starts: number[] = [];
  readonly #segments = new Map<number, Segment>();
  readonly #changed = new Set<number>();

  /** Puts in a segment as it is stored. */
  load(start: number, segment: Segment): void {
    if (!this.#segments.has(start)) this.#starts.splice(this.#position(start), 0, start);
    this.#segments.set(start, segment);
  }

  /** The segment that contains an index, if it is in the window. */
  find(index: number): { start: number; segment: Segment } | undefined {
    const start = this.#starts[this.#position(index + 1) - 1];
    const segment = start === undefined ? undefined : this.#segments.get(start);
    return start !== undefined && segment && segment.end > index ? { start, segment } : undefined;
  }

  /** @throws RangeError where the window has no such index: the events do not belong to this state. */
  containing(index: number): { start: number; segment: Segment } {
    const found = this.find(index);
    if (!found) throw new RangeError(`No segment of the lot contains unit ${index}`);
    return found;
  }

  /** The segment right before an index, if it is in the window. */
  endingAt(index: number): { start: number; segment: Segment } | undefined {
    const start = this.#starts[this.#position(index) - 1];
    const segment = start === undefined ? undefined : this.#segments.get(start);
    return start !== undefined && segment?.end === index ? { start, segment } : undefined;
  }

  /** Cuts [start, part.end) out of the segment that contains it. */
  carve(start: number, part: Segment): void {
    const { start: base, segment } = this.containing(start);
    if (part.end > segment.end) throw new RangeError(`Units ${start} to ${part.end} are not in one segment`);
    if (part.end < segment.end) this.set(part.end, segment);
    if (base < start) this.set(base, { ...segment, end: start });
    this.set(start, part);
  }

  /** Makes one segment of [start, end), like the one that contains `within`. */
  join(start: number, end: number, within: number): void {
    const { segment } = this.containing(within);
    for (const inner of this.#starts.filter((one) => one > start && one < end)) this.#remove(inner);
    this.set(start, { ...segment, end });
  }

  set(start: number, segment: Segment): void {
    this.load(start, segment);
    this.#changed.add(start);
  }

  /** What to write back: the segment now, or nothing where none starts any more. */
  *changes(): Iterable<[start: number, segment: Segment | undefined]> {
    for (const start of this.#changed) yield [start, this.#segments.get(start)];
  }

  #remove(start: number): void {
    this.#segments.delete(start);
    this.#starts.splice(this.#position(start), 1);
    this.#changed.add(start);
  }

  /** Where a start is, or would be, among the starts. */
  #position(start: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
