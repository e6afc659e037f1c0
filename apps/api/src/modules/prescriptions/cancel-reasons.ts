import { Injectable } from '@nestjs/common';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';

type Cancelled = 'prescription' | 'prescription_item';

/** Why something was cancelled tells of the patient's health: it lies sealed, as the content does. */
@Injectable()
export class CancelReasons {
  constructor(private readonly columns: ColumnSeal) {}

  seal(table: Cancelled, id: string, reason: string): Promise<Buffer | null> {
    return this.columns.sealWords(placeOf(table, id), reason);
  }

  open(table: Cancelled, row: { id: string; cancelReason: Buffer | null }): Promise<string | null> {
    return this.columns.openWords(placeOf(table, row.id), row.cancelReason);
  }
}

function placeOf(table: Cancelled, row: string): Place {
  return { table, column: 'cancel_reason', row };
}
