import { Injectable } from '@nestjs/common';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';

/** What is said and shown in a case can name a patient, on the pack's own label even: it lies sealed. */
@Injectable()
export class CaseWords {
  constructor(private readonly columns: ColumnSeal) {}

  seal(entryId: string, text: string): Promise<Buffer | null> {
    return this.columns.sealWords(placeOf('case_entry', 'text', entryId), text);
  }

  async open({ id, text }: { id: string; text: Buffer | null }): Promise<string> {
    return (await this.columns.openWords(placeOf('case_entry', 'text', id), text)) ?? '';
  }

  sealPhoto(entryId: string, bytes: Buffer): Promise<Buffer> {
    return this.columns.seal(placeOf('case_photo', 'bytes', entryId), bytes);
  }

  openPhoto(entryId: string, sealed: Buffer): Promise<Buffer> {
    return this.columns.open(placeOf('case_photo', 'bytes', entryId), sealed);
  }
}

function placeOf(table: string, column: string, row: string): Place {
  return { table, column, row };
}
