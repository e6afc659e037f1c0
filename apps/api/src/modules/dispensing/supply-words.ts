import { Injectable } from '@nestjs/common';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import type { Dispensing } from './dispensing.entity.js';

const COLUMNS = { paperReference: 'paper_reference', collector: 'collector', note: 'note' } as const;

type Word = keyof typeof COLUMNS;

/** What a pharmacy writes at a supply. It can name people, and lies sealed beside the packs. */
export type Words = { readonly [W in Word]?: string | undefined };

/** Seals what a pharmacy writes at a supply, and opens it for the pharmacy's own people. */
@Injectable()
export class SupplyWords {
  constructor(private readonly columns: ColumnSeal) {}

  /** @returns the columns as PostgreSQL reads bytes from JSON */
  async seal(id: string, words: Words): Promise<Record<string, string>> {
    const sealed: Record<string, string> = {};
    for (const word of Object.keys(COLUMNS) as Word[]) {
      const text = words[word];
      if (text === undefined) continue;
      const bytes = await this.columns.seal(placeOf(id, word), Buffer.from(text));
      sealed[COLUMNS[word]] = `\\x${bytes.toString('hex')}`;
    }
    return sealed;
  }

  async open(dispensing: Dispensing, word: Word): Promise<string | null> {
    const sealed = dispensing[word];
    return sealed && (await this.columns.open(placeOf(dispensing.id, word), sealed)).toString();
  }
}

function placeOf(row: string, word: Word): Place {
  return { table: 'dispensing', column: COLUMNS[word], row };
}
