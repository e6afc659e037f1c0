import type { ColumnSeal, Place } from '../../platform/secrets/index.js';
import type { CarerWords } from './carers.rules.js';

/** Where what somebody writes about a patient lies: sealed, since it tells of their health. */
export function emergencyWords(column: 'words' | 'review_words', row: string): Place {
  return { table: 'emergency_access', column, row };
}

/** What carer and patient call each other. */
export function carerWords(row: string): Place {
  return { table: 'record_pairing', column: 'carer_words', row };
}

/** A carer’s name, as the patient reads it. */
export async function nameOfCarer(seal: ColumnSeal, pairing: string, sealed: Buffer): Promise<string> {
  const { name } = JSON.parse((await seal.open(carerWords(pairing), sealed)).toString()) as CarerWords;
  return name;
}

export function requestWords(row: string): Place {
  return { table: 'access_request', column: 'words', row };
}
