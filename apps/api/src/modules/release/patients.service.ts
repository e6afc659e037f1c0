import { createHash } from 'node:crypto';
import { consentIdOf, isRevocationSigned, type SignedRevocation } from '@custodia/ledger';
import {
  NO_LEAF,
  readDirectory,
  readErasure,
  readOpening,
  readPatientCall,
  type Directory,
  type Opening,
  type Pseudonym,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, unknownPatient, type HeldPatient } from './access-log.js';
import { expectAction } from './bodies.js';
import { now, useOnce } from './calls.js';
import { NodeKeys } from './node-keys.js';
import { NodeError } from './node.errors.js';
import { usesOf } from './once.js';
import { OwnLedger } from './own-ledger.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';

/** What patients tell a node under their own signature: who they are, what they allow, when to stop, and to erase. */
@Injectable()
export class PatientsService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
  ) {}

  /** Takes a directory; versions grow. @throws NodeError ERASED, OTHER_GATE_SET, DIRECTORY_OLDER */
  async publish(pseudonym: Pseudonym, bytes: Buffer): Promise<{ version: number }> {
    const directory = await readDirectory(bytes, await this.ledger.realm(), pseudonym);
    const place = this.#placeIn(directory);
    return inTransaction(this.database, async (sql) => {
      await refuseErased(sql, pseudonym);
      const [known] = await sql<{ version: number; place: number; directory: Buffer }>(
        'SELECT version, place, directory FROM patient WHERE pseudonym = $1 FOR UPDATE',
        [pseudonym],
      );
      if (known?.directory.equals(bytes)) return { version: directory.version };
      if (known && known.place !== place) throw otherGateSet();
      if (known && known.version >= directory.version) throw older(known.version);
      const written = await sql(
        `INSERT INTO patient (pseudonym, version, directory, place, previous_leaf) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (pseudonym) DO UPDATE SET version = excluded.version, directory = excluded.directory
         WHERE patient.version < excluded.version RETURNING 1`,
        [pseudonym, directory.version, bytes, place, NO_LEAF],
      );
      if (written.length === 0) throw older(directory.version);
      return { version: directory.version };
    });
  }

  /** The directory as the patient signed it. @throws NodeError UNKNOWN_PATIENT, ERASED */
  async directory(pseudonym: Pseudonym): Promise<Buffer> {
    const sql = sqlOf(this.database);
    const [row] = await sql<{ directory: Buffer }>('SELECT directory FROM patient WHERE pseudonym = $1', [
      pseudonym,
    ]);
    if (row) return row.directory;
    await refuseErased(sql, pseudonym);
    throw unknownPatient();
  }

  /** Takes the opening of a consent: only the patient's signature ties it to the patient. */
  async open(pseudonym: Pseudonym, bytes: Buffer): Promise<{ consent: string }> {
    const realm = await this.ledger.realm();
    const opening = await readOpening(bytes, realm, pseudonym);
    await inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      await keepOpening(sql, new AccessLogWriter(this.keys.id, realm), patient, opening, bytes);
    });
    return { consent: opening.consent };
  }

  /** Which consents for one look were used at this node, and when. */
  async uses(pseudonym: Pseudonym, body: Buffer) {
    const call = await readPatientCall(body, pseudonym);
    expectAction(call, 'uses');
    const sql = sqlOf(this.database);
    await useOnce(sql, this.keys.id, call);
    return { uses: await usesOf(sql, pseudonym) };
  }

  /** Stops a consent at once, whatever the ledger has heard; final, and possible before its opening. */
  async stop(revocation: SignedRevocation): Promise<{ consent: string }> {
    const realm = await this.ledger.realm();
    const { chainId, registry: consentRegistry } = realm;
    if (!isRevocationSigned(revocation, { chainId, consentRegistry })) {
      throw new NodeError('NOT_THE_CONTROLLER', 'This revocation is not signed by the key of its consent.');
    }
    const consent = consentIdOf(revocation.commitment, revocation.controller);
    await inTransaction(this.database, async (sql) => {
      const known = await findOpening(sql, consent);
      // The patient's row first, as everywhere: two who lock in another order wait for each other for ever.
      const patient = known && (await holdPatient(sql, known.pseudonym));
      const stopped = await sql('INSERT INTO stop (consent) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', [
        consent,
      ]);
      if (!known || !patient || stopped.length === 0) return;
      const opening = await readOpening(known.opening, realm, known.pseudonym);
      await new AccessLogWriter(this.keys.id, realm).append(sql, patient, consentLine(opening, 'stopped'));
    });
    return { consent };
  }

  /** Deletes all that this node has of a patient but the leaves of its log, which are random words from then on. */
  async erase(pseudonym: Pseudonym, bytes: Buffer): Promise<void> {
    await readErasure(bytes, await this.ledger.realm(), pseudonym);
    await inTransaction(this.database, async (sql) => {
      await sql('INSERT INTO erased (pseudonym_hash) VALUES ($1) ON CONFLICT DO NOTHING', [
        erasedHash(pseudonym),
      ]);
      await sql('DELETE FROM stop WHERE consent IN (SELECT consent FROM opening WHERE pseudonym = $1)', [
        pseudonym,
      ]);
      await sql('DELETE FROM patient WHERE pseudonym = $1', [pseudonym]);
    });
  }

  #placeIn({ gate }: Directory): number {
    const own = this.keys.asGateNode;
    const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
    const place = gate.findIndex(({ id }) => id === own.id);
    const named = gate[place];
    const isOwn =
      named?.anchor === own.anchor && same(named.kemKey, own.kemKey) && same(named.signKey, own.signKey);
    if (!isOwn) throw otherGateSet();
    return place;
  }
}

/** Keeps an opening, and logs it the first time. */
export async function keepOpening(
  sql: Sql,
  log: AccessLogWriter,
  patient: HeldPatient,
  opening: Opening,
  bytes: Buffer,
): Promise<void> {
  const added = await sql(
    `INSERT INTO opening (consent, pseudonym, opening, mandated) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [opening.consent, patient.pseudonym, bytes, opening.mandate ? opening.controller : null],
  );
  if (added.length > 0) await log.append(sql, patient, consentLine(opening, 'granted'));
  else if (!(await findOpening(sql, opening.consent)))
    throw new NodeError('MANDATE_USED', 'Another access was allowed by this part of the mandate already.');
}

/** Whether the patient told this node to stop a consent or, of what a carer allowed, the carer's mandate. */
export async function isStopped(
  sql: Sql,
  { consent, mandate }: Pick<Opening, 'consent' | 'mandate'>,
): Promise<boolean> {
  const ends = mandate ? [consent, mandate.consent] : [consent];
  return (await sql('SELECT 1 FROM stop WHERE consent = ANY($1) LIMIT 1', [ends])).length > 0;
}

/** The opening of a consent, as the patient signed it. */
export async function findOpening(
  sql: Sql,
  consent: string,
): Promise<{ readonly pseudonym: Pseudonym; readonly opening: Buffer } | undefined> {
  const [row] = await sql<{ pseudonym: Pseudonym; opening: Buffer }>(
    'SELECT pseudonym, opening FROM opening WHERE consent = $1',
    [consent],
  );
  return row;
}

/** Both nodes and the patient's device pair what concerns one consent by its id. */
function consentLine({ consent, categories, purpose, mandate }: Opening, reason: 'granted' | 'stopped') {
  // A carer is told by the key that signed: the name is between patient and carer. Who stopped it no signature tells: patient and carer have the same key for that.
  const person =
    reason === 'granted' && mandate ? Buffer.from(mandate.carer.signKey).toString('base64url') : '';
  return {
    event: 'consent',
    time: now(),
    person,
    categories,
    purpose,
    reason,
    requestHash: consent,
  } as const;
}

function erasedHash(pseudonym: Pseudonym): Buffer {
  return createHash('sha256').update('custodia/erased/v1').update(pseudonym).digest();
}

async function refuseErased(sql: Sql, pseudonym: Pseudonym): Promise<void> {
  const [erased] = await sql('SELECT 1 FROM erased WHERE pseudonym_hash = $1', [erasedHash(pseudonym)]);
  if (erased) throw new NodeError('ERASED', 'The patient had this record erased.');
}

function otherGateSet(): NodeError {
  return new NodeError(
    'OTHER_GATE_SET',
    'This directory does not name this node with its keys in its place.',
  );
}

function older(version: number): NodeError {
  const message = `Version ${version} of this directory is here already. Load it, change it, and publish it anew.`;
  return new NodeError('DIRECTORY_OLDER', message, { version });
}
