import { EMERGENCY_ANCHOR, Role } from '@custodia/ledger';
import {
  EMERGENCY_SECONDS,
  canonicalBytes,
  handEmergencyShare,
  holderHash,
  readEmergencyKit,
  readEmergencyRequest,
  sealedJson,
  standingRefusal,
  type EmergencyKit,
  type EmergencyRequest,
  type Json,
  type Pseudonym,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, unknownPatient } from './access-log.js';
import { AnchorsReader } from './anchors.reader.js';
import { now } from './calls.js';
import { Limits } from './limits.js';
import { NodeKeys } from './node-keys.js';
import { NodeError, refused } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';
import { keepOpening } from './patients.service.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';
import { WritersService } from './writers.service.js';

/** What a node gives to whoever broke the glass: the kit, and its own share of the kit's key. */
export interface EmergencyAnswer {
  readonly kit: Json;
  readonly place: number;
  readonly share: Json;
  /** Unix time in seconds. */
  readonly until: number;
}

/** Reading without asking: only what the patient left for it, only after the ledger has heard of it, and never unlogged. */
@Injectable()
export class EmergencyService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly anchors: AnchorsReader,
    private readonly writers: WritersService,
    private readonly limits: Limits,
  ) {}

  /** Takes a kit; numbers grow. @throws NodeError UNKNOWN_PATIENT, EMERGENCY_OLDER */
  async keep(pseudonym: Pseudonym, bytes: Buffer): Promise<{ consent: string }> {
    const realm = await this.ledger.realm();
    const { opening, number } = await readEmergencyKit(bytes, realm, pseudonym);
    const signed = Buffer.from(canonicalBytes((JSON.parse(bytes.toString()) as { opening: Json }).opening));
    await inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      const [known] = await sql<{ kit: Buffer }>('SELECT kit FROM emergency_kit WHERE pseudonym = $1', [
        pseudonym,
      ]);
      if (known?.kit.equals(bytes)) return;
      const kept = await sql(
        `INSERT INTO emergency_kit (pseudonym, number, kit) VALUES ($1, $2, $3)
         ON CONFLICT (pseudonym) DO UPDATE SET number = excluded.number, kit = excluded.kit
         WHERE emergency_kit.number < excluded.number RETURNING 1`,
        [pseudonym, number, bytes],
      );
      if (kept.length === 0)
        throw new NodeError('EMERGENCY_OLDER', 'A later emergency kit is here already. Make it anew.');
      await keepOpening(sql, new AccessLogWriter(this.keys.id, realm), patient, opening, signed);
    });
    return { consent: opening.consent };
  }

  /**
   * Breaks the glass. The same request again gives the same answer for as long as the hour lasts.
   * @throws NodeError WRITER_UNKNOWN, EMERGENCY_NOT_ALLOWED, EMERGENCY_NOT_ANCHORED, LEDGER_UNREACHABLE and refusals
   */
  async breakGlass(pseudonym: Pseudonym, body: Buffer): Promise<EmergencyAnswer> {
    const request = await readEmergencyRequest(body);
    if (request.pseudonym !== pseudonym) throw refused('OTHER_PATIENT');
    await this.writers.partyOf(request.certificate, Role.Prescriber);
    const realm = await this.ledger.realm();
    const [row] = await sqlOf(this.database)<{ kit: Buffer | null; place: number }>(
      'SELECT k.kit, p.place FROM patient p LEFT JOIN emergency_kit k USING (pseudonym) WHERE p.pseudonym = $1',
      [pseudonym],
    );
    if (!row) throw unknownPatient();
    const kit = row.kit && (await readEmergencyKit(row.kit, realm, pseudonym));
    const until = await this.#decide(request, kit);
    if (until instanceof NodeError || !kit) {
      const refusal = until instanceof NodeError ? until : notAllowed();
      await this.#log(request, refusal);
      throw refusal;
    }
    await this.#log(request, { kit, until });
    const node = { id: this.keys.id, place: row.place, kemPrivateKey: this.keys.kem.privateKey };
    const share = await handEmergencyShare(kit, node, request.requestHash, request.grantee.kemKey);
    return {
      kit: JSON.parse(row.kit!.toString()) as Json,
      place: row.place,
      share: sealedJson(share),
      until,
    };
  }

  /** Until when the glass is broken, or why it is not. */
  async #decide(
    { requestHash, certificate }: EmergencyRequest,
    kit: EmergencyKit | null,
  ): Promise<number | NodeError> {
    if (!kit) return notAllowed();
    const { opening } = kit;
    const [use] = await sqlOf(this.database)<{ consent: string }>(
      'SELECT consent FROM emergency_access WHERE request = $1',
      [requestHash],
    );
    // The patient has renewed the keys since this was answered: the new ones are not for it.
    if (use && use.consent !== opening.consent) return refused('EMERGENCY_OVER');
    const time = now();
    const view = await this.ledger.consentIfReached(opening.consent, time);
    if (view instanceof NodeError) return view;
    const stops = await sqlOf(this.database)('SELECT 1 FROM stop WHERE consent = $1', [opening.consent]);
    const facts = { opening, ...view, isStopped: stops.length > 0, now: time };
    const reason = standingRefusal(facts, this.limits);
    if (reason) return refused(reason);
    const anchoredAt = await this.anchors.timeOf(EMERGENCY_ANCHOR, certificate, requestHash);
    if (anchoredAt === undefined)
      return new NodeError(
        'EMERGENCY_NOT_ANCHORED',
        'The ledger has not recorded this emergency yet. Try again in a moment.',
      );
    const until = anchoredAt + EMERGENCY_SECONDS;
    return time > until ? refused('EMERGENCY_OVER') : until;
  }

  /** Nothing is handed out before its line is durable, and a request has one line, however often it is repeated. */
  async #log(
    request: EmergencyRequest,
    outcome: NodeError | { readonly kit: EmergencyKit; readonly until: number },
  ): Promise<void> {
    const { pseudonym, requestHash, certificate, person, reason, words } = request;
    const realm = await this.ledger.realm();
    const isRefused = outcome instanceof NodeError;
    // To be asked again while the ledger is slow is no refusal that anybody needs to read.
    if (isRefused && outcome.code === 'EMERGENCY_NOT_ANCHORED') return;
    const grantee = await holderHash(request.grantee);
    await inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      if (!isRefused && !(await this.#isFirst(sql, request, grantee, outcome))) return;
      await new AccessLogWriter(this.keys.id, realm).append(sql, patient, {
        event: isRefused ? 'denial' : 'break-glass',
        time: now(),
        organisation: certificate.name,
        person,
        categories: ['emergency-summary'],
        purpose: 'BTG',
        reason: isRefused ? outcome.code : `${reason} ${words}`.trim(),
        requestHash,
      });
    });
  }

  async #isFirst(
    sql: Sql,
    { requestHash, pseudonym }: EmergencyRequest,
    grantee: string,
    { kit, until }: { readonly kit: EmergencyKit; readonly until: number },
  ): Promise<boolean> {
    const added = await sql(
      `INSERT INTO emergency_access (request, pseudonym, consent, grantee, until) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [requestHash, pseudonym, kit.opening.consent, grantee, until],
    );
    return added.length > 0;
  }
}

/** Until when a reader may read under a consent for emergencies. */
export async function emergencyUntil(
  sql: Sql,
  consent: string,
  grantee: string,
): Promise<number | undefined> {
  const [row] = await sql<{ until: number | null }>(
    'SELECT max(until) AS until FROM emergency_access WHERE consent = $1 AND grantee = $2',
    [consent, grantee],
  );
  return row?.until ?? undefined;
}

function notAllowed(): NodeError {
  return new NodeError(
    'EMERGENCY_NOT_ALLOWED',
    'This patient left no emergency summary. Nothing of the record can be opened without asking.',
  );
}
