import type { EntityManager } from 'typeorm';
import { isSystem, NO_SITE, type Author } from '../access/index.js';
import { newId } from '../ids/index.js';
import type { Json } from './json.js';
import type { AuditAction, AuditSubject, NewOperation } from './tx.js';

interface JournalEvent {
  type: string;
  payload: unknown;
}

/** What a unit of work adds besides its rows, collected and written in one statement: one round trip. */
export class Journal {
  readonly operations: Record<string, unknown>[] = [];
  readonly events: JournalEvent[] = [];
  readonly #entries: { subject_type: string; subject_id: string; details: Json }[] = [];

  constructor(
    private readonly author: Author,
    private readonly action: AuditAction,
    readonly now: Date,
  ) {}

  /** What is asked of the ledger and in which request, for the log; nothing where nothing is asked. */
  get asked(): { requestId: string | undefined; line: string } | undefined {
    if (this.operations.length === 0) return undefined;
    const ids = this.operations.map(({ id }) => String(id));
    const requestId = isSystem(this.author) ? undefined : this.author.requestId;
    return { requestId, line: `${this.action} asks the ledger: ${ids.join(' ')}` };
  }

  get isAudited(): boolean {
    return this.#entries.length > 0;
  }

  /** The audit entries, each with the author and with all operations of the unit of work. */
  get entries(): Record<string, unknown>[] {
    const operation_ids = this.operations.map((operation) => operation['id']);
    const { action } = this;
    return this.#entries.map((entry) => ({ ...entry, ...this.authorship, action, operation_ids }));
  }

  /** Parties whose queue grows. What has happened already is written down however long the queue is. */
  get queueing(): ReadonlySet<number> {
    const asked = this.operations.filter(({ kind }) => kind !== 'reportSupply');
    return new Set(asked.map(({ party_id }) => party_id as number));
  }

  addOperation(operation: NewOperation): string {
    const id = operation.id ?? newId();
    const { user_id: created_by, site_id } = this.authorship;
    this.operations.push({
      id,
      kind: operation.call.kind,
      call: operation.call,
      party_id: operation.partyId,
      signer: operation.signer ?? 'operator',
      run_id: operation.runId ?? null,
      idx_from: operation.idx?.[0] ?? null,
      idx_to: operation.idx?.[1] ?? null,
      item_id: operation.itemId?.slice(2) ?? null,
      created_by,
      site_id,
    });
    return id;
  }

  addEvent(type: string, payload: unknown): void {
    this.events.push({ type, payload });
  }

  addEntry(subject: AuditSubject, details: Json): void {
    this.#entries.push({ subject_type: subject.type, subject_id: subject.id, details });
  }

  private get authorship() {
    return isSystem(this.author)
      ? { user_id: null, site_id: null, system: this.author.system }
      : {
          user_id: this.author.userId,
          site_id: this.author.siteId === NO_SITE ? null : this.author.siteId,
          system: null,
        };
  }
}

/** Writes the journals of one transaction, in their order. */
export async function writeJournals(manager: EntityManager, journals: readonly Journal[]): Promise<void> {
  const operations = journals.flatMap((journal) => journal.operations);
  const events = journals.flatMap((journal) => journal.events);
  const entries = journals.flatMap((journal) => journal.entries);
  if (operations.length + events.length + entries.length === 0) return;
  await manager.query(WRITE, [
    ...[operations, events, entries].map((rows) => JSON.stringify(rows)),
    journals[0]!.now,
  ]);
}

const WRITE = `
  WITH new_operation AS (
    INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, item_id, status,
                           created_by, site_id, created_at)
    SELECT o.id, o.kind, o.call, o.party_id, o.signer, o.run_id, o.idx_from, o.idx_to, decode(o.item_id, 'hex'),
           'PENDING', o.created_by, o.site_id, $4::timestamptz
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, kind text, call jsonb, party_id int8, signer text,
         run_id int4, idx_from int4, idx_to int4, item_id text, created_by uuid, site_id uuid)) WITH ORDINALITY AS o
    ORDER BY o.ordinality
  ), new_event AS (
    INSERT INTO domain_event (type, payload, created_at)
    SELECT e.type, e.payload, $4::timestamptz
    FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (type text, payload jsonb)) WITH ORDINALITY AS e
    ORDER BY e.ordinality
  ), new_entry AS (
    INSERT INTO audit_entry (at, user_id, site_id, system, action, subject_type, subject_id, details, operation_ids,
                             salt)
    SELECT $4::timestamptz, a.user_id, a.site_id, a.system, a.action, a.subject_type, a.subject_id, a.details,
           a.operation_ids, gen_random_uuid()
    FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (subject_type text, subject_id text, details jsonb, user_id uuid,
         site_id uuid, system text, action text, operation_ids uuid[])) WITH ORDINALITY AS a
    ORDER BY a.ordinality
    RETURNING id
  )
  INSERT INTO audit_queue (entry_id) SELECT id FROM new_entry`;
