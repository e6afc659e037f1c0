import { EMERGENCY_ANCHOR } from '@custodia/ledger';
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
import { LedgerWatch, type Reach } from './ledger-watch.js';
import { Limits } from './limits.js';
import { NodeKeys } from './node-keys.js';
import { NodeError, ledgerUnreachable, refused } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';
import { isStopped, keepOpening } from './patients.service.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';
import { WritersService } from './writers.service.js';

/** What a node gives to whoever broke the glass: the kit, and its own share of the kit's key. */
export interface EmergencyAnswer {
  readonly kit: Json;
  readonly place: number;
  readonly share: Json;
  /** Unix time in seconds. */
  readonly until: number;
  /** Whether it was opened without the ledger. */
  readonly away: boolean;
}

/** Until when the glass is broken, by which kit, and whether without the ledger. */
interface Opens {
  readonly kit: EmergencyKit;
  readonly until: number;
  readonly isAway: boolean;
}

/** How it is asked for. */
interface Asked {
  /** Whether the ledger answered this node of late. */
  readonly reach: Reach;
  /** Whether the practice is known by what the node kept in mind. */
  readonly isKept: boolean;
  /** Whether whoever asks knows that the ledger is away. */
  readonly withoutLedger: boolean;
}

/** Answers that ask for patience or for another way: nothing was refused that anybody needs to read. */
const NOT_LOGGED: readonly string[] = ['EMERGENCY_NOT_ANCHORED', 'EMERGENCY_AWAY', 'LEDGER_SILENT'];

/** Seconds in which what was asked has to come to a node that has no ledger to tell when: the ledger may fall silent meanwhile. */
const ASKED_WITHIN = 600;

/**
 * Reading without asking: only what the patient left for it, and never unlogged. The ledger has heard of it before, or,
 * where it is away and the patient allowed that, hears of it afterwards.
 */
@Injectable()
export class EmergencyService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly anchors: AnchorsReader,
    private readonly writers: WritersService,
    private readonly limits: Limits,
    private readonly watch: LedgerWatch,
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
        `INSERT INTO emergency_kit (pseudonym, number, kit, away_consent) VALUES ($1, $2, $3, $4)
         ON CONFLICT (pseudonym) DO UPDATE
           SET number = excluded.number, kit = excluded.kit, away_consent = excluded.away_consent,
               standing = NULL, last_day = NULL, read_at = NULL
         WHERE emergency_kit.number < excluded.number RETURNING 1`,
        [pseudonym, number, bytes, opening.away ? opening.consent : null],
      );
      if (kept.length === 0)
        throw new NodeError('EMERGENCY_OLDER', 'A later emergency kit is here already. Make it anew.');
      await keepOpening(sql, new AccessLogWriter(this.keys.id, realm), patient, opening, signed);
    });
    return { consent: opening.consent };
  }

  /**
   * Breaks the glass. The same request again gives the same answer for as long as the hour lasts.
   * @param withoutLedger that whoever asks knows that the ledger is away
   * @throws NodeError WRITER_UNKNOWN, EMERGENCY_NOT_ALLOWED, EMERGENCY_NOT_ANCHORED, LEDGER_UNREACHABLE and refusals
   */
  async breakGlass(pseudonym: Pseudonym, body: Buffer, withoutLedger = false): Promise<EmergencyAnswer> {
    const request = await readEmergencyRequest(body);
    if (request.pseudonym !== pseudonym) throw refused('OTHER_PATIENT');
    const reach = await this.watch.reachIfSilent();
    const { isKept } = await this.writers.assertPractice(request.certificate, reach);
    const realm = await this.ledger.realm();
    const [row] = await sqlOf(this.database)<{ kit: Buffer | null; place: number }>(
      'SELECT k.kit, p.place FROM patient p LEFT JOIN emergency_kit k USING (pseudonym) WHERE p.pseudonym = $1',
      [pseudonym],
    );
    if (!row) throw unknownPatient();
    const kit = row.kit && (await readEmergencyKit(row.kit, realm, pseudonym));
    const decided = kit ? await this.#decide(request, kit, { reach, isKept, withoutLedger }) : notAllowed();
    const outcome = await this.#log(request, decided);
    if (outcome instanceof NodeError) throw outcome;
    const { until, isAway } = outcome;
    const node = { id: this.keys.id, place: row.place, kemPrivateKey: this.keys.kem.privateKey };
    const share = await handEmergencyShare(outcome.kit, node, request.requestHash, request.grantee.kemKey);
    return {
      kit: JSON.parse(row.kit!.toString()) as Json,
      place: row.place,
      share: sealedJson(share),
      until,
      away: isAway,
    };
  }

  /** Until when the glass is broken, or why it is not. */
  async #decide(
    { requestHash, certificate, time: askedAt }: EmergencyRequest,
    kit: EmergencyKit,
    { reach, isKept, withoutLedger }: Asked,
  ): Promise<Opens | NodeError> {
    const { opening } = kit;
    const [use] = await sqlOf(this.database)<{ consent: string; until: number }>(
      'SELECT consent, until FROM emergency_access WHERE request = $1',
      [requestHash],
    );
    // The patient has renewed the keys since this was answered: the new ones are not for it.
    if (use && use.consent !== opening.consent) return refused('EMERGENCY_OVER');
    const time = now();
    const view = await this.ledger.consentIfReached(opening, time, reach);
    if (view instanceof NodeError) return this.#unreached(opening, view, reach);
    const isAway = view.isAway ?? false;
    // What the node kept in mind of who asks is for the time without the ledger.
    if (isKept && !isAway) return ledgerUnreachable();
    const facts = { opening, ...view, isStopped: await isStopped(sqlOf(this.database), opening), now: time };
    const reason = standingRefusal(facts, this.limits);
    if (reason) return refused(reason);
    if (isAway && !use && !withoutLedger) return new NodeError('EMERGENCY_AWAY', AWAY);
    if (isAway && !use && Math.abs(time - askedAt) > ASKED_WITHIN) return refused('REQUEST_TOO_OLD');
    const beganAt = isAway ? time : await this.anchors.timeOf(EMERGENCY_ANCHOR, certificate, requestHash);
    if (beganAt === undefined)
      return new NodeError(
        'EMERGENCY_NOT_ANCHORED',
        'The ledger has not recorded this emergency yet. Try again in a moment.',
      );
    const until = use?.until ?? beganAt + EMERGENCY_SECONDS;
    return time > until ? refused('EMERGENCY_OVER') : { kit, until, isAway };
  }

  /** Why nothing opens without the ledger: it may be back in a moment, or be away soon, or the patient wants it so. */
  async #unreached(
    { away }: EmergencyKit['opening'],
    unreachable: NodeError,
    before: Reach,
  ): Promise<NodeError> {
    const reach = before === 'answers' ? await this.watch.reach() : before;
    if (reach === 'answers' || (away && reach === 'away')) return unreachable;
    return away ? new NodeError('LEDGER_SILENT', SILENT) : new NodeError('EMERGENCY_NEEDS_LEDGER', NEEDED);
  }

  /**
   * Nothing is handed out before its line is durable, and a request has one line, however often it is repeated.
   * @returns what was decided, or that the party has opened too many without the ledger
   */
  async #log(request: EmergencyRequest, decided: NodeError | Opens): Promise<NodeError | Opens> {
    const { pseudonym, requestHash, certificate, person, reason, words } = request;
    if (decided instanceof NodeError && NOT_LOGGED.includes(decided.code)) return decided;
    const realm = await this.ledger.realm();
    const grantee = await holderHash(request.grantee);
    return inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, pseudonym);
      const outcome =
        decided instanceof NodeError ? decided : await this.#taken(sql, request, grantee, decided);
      if (!outcome) return decided;
      const isRefused = outcome instanceof NodeError;
      await new AccessLogWriter(this.keys.id, realm).append(sql, patient, {
        event: isRefused ? 'denial' : 'break-glass',
        time: now(),
        organisation: certificate.name,
        person,
        categories: ['emergency-summary'],
        purpose: 'BTG',
        reason: isRefused ? outcome.code : `${reason} ${words}`.trim(),
        requestHash,
        ...(!isRefused && outcome.isAway && { away: true }),
      });
      return outcome;
    });
  }

  /** Notes who reads until when. @returns nothing where it is noted already, or that it is one too many */
  async #taken(
    sql: Sql,
    { requestHash, pseudonym, certificate: { party } }: EmergencyRequest,
    grantee: string,
    opens: Opens,
  ): Promise<NodeError | Opens | undefined> {
    const { kit, until, isAway } = opens;
    const [noted] = await sql('SELECT 1 FROM emergency_access WHERE request = $1', [requestHash]);
    if (noted) return undefined;
    if (isAway && (await openedAway(sql, party)) >= this.limits.awayEmergencies)
      return new NodeError('EMERGENCY_LIMIT', LIMITED);
    await sql(
      `INSERT INTO emergency_access (request, pseudonym, consent, grantee, until, away_party)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [requestHash, pseudonym, kit.opening.consent, grantee, until, isAway ? party : null],
    );
    return opens;
  }
}

/** How many a party has opened without the ledger within an hour; two at the same moment count each other. */
async function openedAway(sql: Sql, party: number): Promise<number> {
  await sql(`SELECT pg_advisory_xact_lock(hashtextextended('away-emergency ' || $1::text, 0))`, [
    String(party),
  ]);
  const [opened] = await sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM emergency_access
     WHERE away_party = $1 AND opened_at > now() - interval '1 hour'`,
    [party],
  );
  return opened!.count;
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

const AWAY =
  'The ledger cannot be reached. This patient allowed emergencies without it. Ask for it as one: the release nodes log it, and tell the ledger when it is back.';
const SILENT =
  'The ledger has stopped answering. If it stays away for a minute, this emergency can go on without it: the patient allowed that.';
const NEEDED =
  'The ledger cannot be reached, and this patient did not allow emergencies without it. Nothing can be opened until it is back.';
const LIMITED =
  'Your practice has opened as many emergencies without the ledger as it may within an hour. Wait, or open this one when the ledger is back.';
