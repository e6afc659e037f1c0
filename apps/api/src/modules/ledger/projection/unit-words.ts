const UNITS_A_WORD = 16;
const LAST_DAY = 4095;

export const wordOf = (index: number): number => Math.floor(index / UNITS_A_WORD);

/** A unit's 16 bits: 4 of status, 12 of days since registration. 0 is an active unit. */
export function lane(status: number, daysSince: number): number {
  return (Math.min(daysSince, LAST_DAY) << 4) | status;
}

/** Statuses of units of one lot, sixteen to a word as in `UnitWords.sol`, and which words were changed. */
export class UnitWords {
  readonly #words = new Map<number, Buffer>();
  readonly #changed = new Set<number>();

  load(wordNo: number, word: Buffer): void {
    this.#words.set(wordNo, Buffer.from(word));
  }

  status(index: number): number {
    return (this.#words.get(wordOf(index))?.readUInt16BE(place(index)) ?? 0) & 15;
  }

  write(start: number, end: number, value: number): void {
    for (let index = start; index < end; index++) {
      const wordNo = wordOf(index);
      let word = this.#words.get(wordNo);
      if (!word) this.#words.set(wordNo, (word = Buffer.alloc(32)));
      word.writeUInt16BE(value, place(index));
      this.#changed.add(wordNo);
    }
  }

  /** What to write back: the word now, or nothing where all its units are active. */
  *changes(): Iterable<[wordNo: number, word: Buffer | undefined]> {
    for (const wordNo of this.#changed) {
      const word = this.#words.get(wordNo);
      yield [wordNo, word?.some((byte) => byte !== 0) ? word : undefined];
    }
  }
}

/** The lowest index is in the last two bytes. */
function place(index: number): number {
  return 30 - (index % UNITS_A_WORD) * 2;
}
