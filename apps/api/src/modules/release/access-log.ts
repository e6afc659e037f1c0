import type { Hash } from '@custodia/merkle';
import {
  leafName,
  lineLeaf,
  readDirectory,
  sealLine,
  type AccessLine,
  type Pseudonym,
  type Realm,
} from '@custodia/vault';
import { appendLeaf } from './log-tree.js';
import { NodeError } from './node.errors.js';
import { kindOf } from './notice.rules.js';
import type { Sql } from './sql.js';

/** What happened, as far as the line does not follow from where it stands. */
export type Happening = Pick<AccessLine, 'event' | 'time'> & Partial<AccessLine>;

/** A patient's row, held until the transaction ends: lines of one patient are written one after the other. */
export interface HeldPatient {
  readonly pseudonym: Pseudonym;
  readonly directory: Buffer;
  readonly version: number;
  readonly place: number;
  readonly lines: number;
  readonly previous_leaf: `0x${string}`;
  readonly read_last: boolean;
}

/** @throws NodeError UNKNOWN_PATIENT */
export async function holdPatient(sql: Sql, pseudonym: Pseudonym): Promise<HeldPatient> {
  const [patient] = await sql<HeldPatient>('SELECT * FROM patient WHERE pseudonym = $1 FOR UPDATE', [
    pseudonym,
  ]);
  if (!patient) throw unknownPatient();
  return patient;
}

export function unknownPatient(): NodeError {
  return new NodeError('UNKNOWN_PATIENT', 'This node knows no such record.');
}

/** Refused looks of one patient that are logged within an hour: asking costs nothing, and the names are the asker's claim. */
const MOST_DENIALS = 60;

/**
 * Whether a refused look of the patient, whose row is held, gets a line; counted here, as a delivery of nothing. Whoever
 * asks without end, be it somebody who read an id off the ledger, fills nobody's log: after so many, what is refused is
 * refused without a line.
 */
export async function takesDenial(sql: Sql, { pseudonym }: HeldPatient, grantee: string): Promise<boolean> {
  const [denied] = await sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM delivery
     WHERE pseudonym = $1 AND entries = 0 AND delivered_at > now() - interval '1 hour'`,
    [pseudonym],
  );
  if (denied!.count >= MOST_DENIALS) return false;
  await sql('INSERT INTO delivery (grantee, pseudonym, entries) VALUES ($1, $2, 0)', [grantee, pseudonym]);
  return true;
}

/** Writes lines of one patient's access log, each sealed to the patient. */
export class AccessLogWriter {
  constructor(
    private readonly node: string,
    private readonly realm: Realm,
  ) {}

  /** Appends a line, in the transaction of what it is about. @returns its leaf */
  async append(sql: Sql, patient: HeldPatient, happening: Happening): Promise<Hash> {
    const { logKey } = await readDirectory(patient.directory, this.realm, patient.pseudonym);
    const line: AccessLine = {
      organisation: '',
      person: '',
      categories: [],
      entryIds: [],
      purpose: '',
      reason: '',
      requestHash: '',
      ...happening,
      node: this.node,
      seq: patient.lines,
      previous: patient.previous_leaf,
    };
    const record = await sealLine(line, patient.pseudonym, logKey);
    const leaf = await lineLeaf(record);
    const { salt, sealed } = record;
    const kind = kindOf(line);
    if (kind)
      await sql(
        `UPDATE notice SET happened = happened + 1, next_at = coalesce(next_at, greatest($3, quiet_until))
         WHERE pseudonym = $1 AND $2 = ANY(kinds)`,
        [patient.pseudonym, kind, new Date()],
      );
    // The tree last: everybody else's lines wait for it.
    await sql(
      'UPDATE patient SET lines = lines + 1, previous_leaf = $2, read_last = $3 WHERE pseudonym = $1',
      [patient.pseudonym, leafName(leaf), line.event === 'log-read'],
    );
    const index = await appendLeaf(sql, leaf);
    await sql('INSERT INTO log_line (index, pseudonym, salt, enc, ct) VALUES ($1, $2, $3, $4, $5)', [
      index,
      patient.pseudonym,
      ...[salt, sealed.enc, sealed.ct].map((bytes) => Buffer.from(bytes)),
    ]);
    return leaf;
  }
}
