import { createHash } from 'node:crypto';
import {
  canonicalBytes,
  hasShare,
  readDirectory,
  readEnvelope,
  readGranteeCall,
  readOpening,
  readPatientCall,
  readSubmission,
  readerRefusal,
  refuseEntry,
  sealWriter,
  sealedJson,
  standingRefusal,
  type Category,
  type Directory,
  type EntryRefusal,
  type Envelope,
  type GranteeCall,
  type Json,
  type Opening,
  type Pseudonym,
  type ReleaseRefusal,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, takesDenial, unknownPatient, type Happening } from './access-log.js';
import { now, useOnce } from './calls.js';
import { listArgument } from './bodies.js';
import { emergencyUntil } from './emergency.service.js';
import { Limits } from './limits.js';
import { NodeKeys } from './node-keys.js';
import { NodeError, refused } from './node.errors.js';
import { SHOWN_UNTIL } from './once.js';
import { OwnLedger } from './own-ledger.js';
import { findOpening, isStopped } from './patients.service.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';
import { WritersService } from './writers.service.js';

/** Bytes of one sealed entry, at most: what is larger goes into files. */
const LARGEST = 256 * 1024;
const PAGE = 500;
/** Bytes of one page, about: each is at least one entry. */
const PAGE_BYTES = 2 * 1024 * 1024;

/** What became of an entry that was handed in. */
export type EntryOutcome = 'TAKEN' | 'WRONG_SHARE' | 'TOO_LARGE' | EntryRefusal;

export interface EntryPage {
  readonly entries: readonly Json[];
  /** In the patient's own list: from whom each came, sealed to the patient. */
  readonly writers?: readonly Json[];
  /** Where the next page begins. */
  readonly after: number;
  readonly more: boolean;
}

/** The sealed entries of records: a node takes what fits the patient's directory and gives it to those who may see it. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly limits: Limits,
    private readonly writers: WritersService,
  ) {}

  /** Takes entries; each has an outcome of its own, in the order given. @throws NodeError UNKNOWN_PATIENT, WRITER_UNKNOWN */
  async put(pseudonym: Pseudonym, body: Buffer) {
    const realm = await this.ledger.realm();
    const submission = await readSubmission(body, pseudonym);
    const writer = await this.writers.writerOf(submission);
    const given = submission.entries.map((json) => canonicalBytes(json));
    const read = given.map((bytes) => ({ bytes, envelope: readEnvelope(bytes) }));
    const [patient] = await sqlOf(this.database)<{ directory: Buffer; place: number }>(
      'SELECT directory, place FROM patient WHERE pseudonym = $1',
      [pseudonym],
    );
    if (!patient) throw unknownPatient();
    const directory = await readDirectory(patient.directory, realm, pseudonym);
    const checked = await Promise.all(
      read.map(async (each) => {
        const fault = await this.#faultOf(each, directory, patient.place);
        const { entryId } = each.envelope.header;
        const at = { pseudonym, node: this.keys.id, entryId };
        const from = fault ? undefined : await sealWriter(writer, at, directory.logKey);
        return { ...each, fault, writer: from && canonicalBytes(sealedJson(from)) };
      }),
    );
    const outcomes = await inTransaction(this.database, async (sql) => {
      // Against a rotation, or an erasure, at the same moment.
      const { version } = await holdPatient(sql, pseudonym);
      const isCurrent = version === directory.version;
      const results: { entryId: string; outcome: EntryOutcome }[] = [];
      const known = await hashesOf(
        sql,
        pseudonym,
        checked.map(({ envelope }) => envelope.header.entryId),
      );
      const fresh: { entryId: string; category: Category; hash: Buffer; bytes: Buffer; writer: Buffer }[] =
        [];
      for (const { bytes, envelope, fault, writer: from } of checked) {
        const { entryId, category } = envelope.header;
        const hash = createHash('sha256').update(bytes).digest();
        const other = known.get(entryId);
        const refusal = fault ?? (other ? 'KNOWN_ENTRY' : isCurrent ? undefined : 'STALE_EPOCH');
        const outcome = other?.equals(hash) ? 'TAKEN' : (refusal ?? 'TAKEN');
        results.push({ entryId, outcome });
        if (other || refusal) continue;
        known.set(entryId, hash);
        fresh.push({
          entryId,
          category,
          hash,
          bytes: Buffer.from(bytes),
          writer: Buffer.from(from ?? []),
        });
      }
      await sql(
        `INSERT INTO entry (pseudonym, entry_id, category, hash, envelope, writer)
         SELECT $1, entry_id, category, hash, envelope, writer
         FROM unnest($2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[])
           WITH ORDINALITY AS given (entry_id, category, hash, envelope, writer, place) ORDER BY place`,
        [
          pseudonym,
          fresh.map((each) => each.entryId),
          fresh.map(({ category }) => category),
          fresh.map(({ hash }) => hash),
          fresh.map(({ bytes }) => bytes),
          fresh.map((each) => each.writer),
        ],
      );
      return results;
    });
    return { results: outcomes };
  }

  /** The patient's own list. */
  async listOwn(pseudonym: Pseudonym, body: Buffer): Promise<EntryPage> {
    const call = await readPatientCall(body, pseudonym);
    const { after, category } = listArgument(call, 'entries');
    const sql = sqlOf(this.database);
    await useOnce(sql, this.keys.id, call);
    return pageOf(sql, { pseudonym, after, categories: category && [category], withWriters: true });
  }

  /** What a grantee could ask to have released, still sealed. A refusal is logged. @throws NodeError as a release */
  async listGranted(consent: string, body: Buffer, after: number): Promise<EntryPage> {
    const call = await readGranteeCall(body);
    if (call.consent !== consent) throw refused('OTHER_CONSENT');
    const sql = sqlOf(this.database);
    await useOnce(sql, this.keys.id, call);
    const known = await findOpening(sql, consent);
    if (!known) throw refused('CONSENT_UNKNOWN');
    const opening = await readOpening(known.opening, await this.ledger.realm(), known.pseudonym);
    const time = now();
    const view = await this.ledger.consentIfReached(opening, time);
    const { granteeKeyHash } = call;
    const until = await emergencyUntil(sql, consent, granteeKeyHash);
    const reader = readerRefusal({ opening, granteeKeyHash, emergencyUntil: until, now: time });
    const refusal = reader
      ? refused(reader)
      : view instanceof NodeError
        ? view
        : refusedBy(
            standingRefusal(
              { opening, ...view, isStopped: await isStopped(sql, opening), now: time },
              this.limits,
            ),
          );
    if (refusal) {
      await this.#log(opening, call, { event: 'denial', reason: refusal.code }, time);
      throw refusal;
    }
    const asked = { pseudonym: known.pseudonym, after, categories: opening.categories, consent };
    const page = await pageOf(sql, asked);
    // Nothing is there to be released, and that is what was learnt: the look is written down here.
    if (page.entries.length === 0) {
      const event = opening.purpose === 'BTG' ? 'break-glass' : 'release';
      const isAway = !(view instanceof NodeError) && view.isAway;
      await this.#log(opening, call, { event, ...(isAway && { away: true }) }, time);
    }
    return page;
  }

  /** A look after which nothing can be asked for: refused, or at nothing. The patient sees who it was. */
  async #log(
    opening: Opening,
    call: GranteeCall,
    what: Pick<Happening, 'event' | 'reason' | 'away'>,
    time: number,
  ): Promise<void> {
    const { organisation, person, requestHash } = call;
    const { categories, purpose, pseudonym } = opening;
    const line: Happening = {
      ...what,
      time,
      organisation,
      person,
      categories,
      purpose,
      requestHash,
    };
    await inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      if (what.event !== 'denial' || (await takesDenial(sql, patient, call.granteeKeyHash)))
        await new AccessLogWriter(this.keys.id, opening).append(sql, patient, line);
    });
  }

  async #faultOf(
    { bytes, envelope }: { bytes: Uint8Array; envelope: Envelope },
    directory: Directory,
    place: number,
  ): Promise<EntryOutcome | undefined> {
    if (bytes.length > LARGEST) return 'TOO_LARGE';
    const refusal = refuseEntry(envelope, directory, () => false);
    if (refusal) return refusal;
    const node = { id: this.keys.id, place, kemPrivateKey: this.keys.kem.privateKey };
    return (await hasShare(node, envelope)) ? undefined : 'WRONG_SHARE';
  }
}

function refusedBy(reason: ReleaseRefusal | undefined): NodeError | undefined {
  return reason && refused(reason);
}

/** What is known of some entries of a record, by their ids. */
async function hashesOf(
  sql: Sql,
  pseudonym: Pseudonym,
  ids: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await sql<{ entry_id: string; hash: Buffer }>(
    'SELECT entry_id, hash FROM entry WHERE pseudonym = $1 AND entry_id = ANY($2)',
    [pseudonym, ids],
  );
  return new Map(rows.map(({ entry_id: id, hash }) => [id, hash]));
}

interface Asked {
  readonly pseudonym: Pseudonym;
  readonly after: number;
  readonly categories?: readonly Category[] | undefined;
  /** Under which somebody else asks. */
  readonly consent?: string;
  readonly withWriters?: boolean;
}

async function pageOf(
  sql: Sql,
  { pseudonym, after, categories, consent, withWriters }: Asked,
): Promise<EntryPage> {
  const where = `pseudonym = $2 AND position > $3 AND position <= ${SHOWN_UNTIL}
                 AND ($4::text[] IS NULL OR category = ANY($4))`;
  const asked = [consent ?? '', pseudonym, after, categories ?? null];
  const rows = await sql<{ position: number; envelope: Buffer; writer: Buffer | null }>(
    `SELECT position, envelope, writer FROM (
       SELECT position, envelope, writer, sum(length(envelope)) OVER (ORDER BY position) - length(envelope) AS before
       FROM (SELECT position, envelope, writer FROM entry WHERE ${where} ORDER BY position LIMIT $5) AS page) AS sized
     WHERE before < $6 ORDER BY position`,
    [...asked, PAGE, PAGE_BYTES],
  );
  const last = rows.at(-1)?.position ?? after;
  const [more] = await sql(`SELECT 1 FROM entry WHERE ${where} LIMIT 1`, [
    asked[0],
    pseudonym,
    last,
    asked[3],
  ]);
  return {
    entries: rows.map(({ envelope }) => jsonIn(envelope)),
    // From whom an entry came is the patient's to know.
    ...(withWriters && { writers: rows.map(({ writer }) => writer && jsonIn(writer)) }),
    after: last,
    more: more !== undefined,
  };
}

function jsonIn(canonical: Buffer): Json {
  return JSON.parse(canonical.toString('utf8')) as Json;
}
