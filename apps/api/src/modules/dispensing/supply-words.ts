import { Injectable } from '@nestjs/common';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import type { DispenseLine } from './dispense-line.entity.js';
import type { Dispensing } from './dispensing.entity.js';
import type { NotDispensed } from './not-dispensed.entity.js';

const VISIT = { paperReference: 'paper_reference', collector: 'collector', note: 'note' } as const;
const LINE = {
  substitutionReason: 'substitution_reason',
  overrideReason: 'override_reason',
  undoReason: 'undo_reason',
} as const;

type VisitWord = keyof typeof VISIT;
type LineWord = keyof typeof LINE;

/** What a pharmacy writes at a supply. It can name people, and lies sealed beside the packs. */
export type Words = { readonly [W in VisitWord]?: string | undefined };

/** What it writes of one pack: why this one, why although, why undone. Such reasons tell of the patient's health. */
export type LineWords = { readonly [W in LineWord]?: string | undefined };

/** Seals what a pharmacy writes at the counter, and opens it for the pharmacy's own people. */
@Injectable()
export class SupplyWords {
  constructor(private readonly columns: ColumnSeal) {}

  /** @returns the columns of a visit, as PostgreSQL reads bytes from JSON */
  seal(id: string, words: Words): Promise<Record<string, string>> {
    return this.sealed('dispensing', id, VISIT, words);
  }

  /** @returns the columns of a line, as PostgreSQL reads bytes from JSON */
  sealLine(id: string, words: LineWords): Promise<Record<string, string>> {
    return this.sealed('dispense_line', id, LINE, words);
  }

  /** Of a line that was written before. */
  sealUndoReason(lineId: string, reason: string | undefined): Promise<Buffer | null> {
    return this.columns.sealWords(placeOf('dispense_line', LINE.undoReason, lineId), reason);
  }

  sealRefusalNote(id: string, note: string | undefined): Promise<Buffer | null> {
    return this.columns.sealWords(placeOf('not_dispensed', 'note', id), note);
  }

  open(dispensing: Dispensing, word: VisitWord): Promise<string | null> {
    return this.columns.openWords(placeOf('dispensing', VISIT[word], dispensing.id), dispensing[word]);
  }

  openLine(line: DispenseLine, word: LineWord): Promise<string | null> {
    return this.columns.openWords(placeOf('dispense_line', LINE[word], line.id), line[word]);
  }

  openRefusalNote({ id, note }: NotDispensed): Promise<string | null> {
    return this.columns.openWords(placeOf('not_dispensed', 'note', id), note);
  }

  private async sealed<W extends string>(
    table: string,
    id: string,
    columns: Readonly<Record<W, string>>,
    words: { readonly [K in W]?: string | undefined },
  ): Promise<Record<string, string>> {
    const sealed: Record<string, string> = {};
    for (const [word, column] of Object.entries<string>(columns)) {
      const bytes = await this.columns.sealWords(placeOf(table, column, id), words[word as W]);
      if (bytes) sealed[column] = `\\x${bytes.toString('hex')}`;
    }
    return sealed;
  }
}

function placeOf(table: string, column: string, row: string): Place {
  return { table, column, row };
}
