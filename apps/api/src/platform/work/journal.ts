import type { EntityManager } from 'typeorm';
import { isSystem, type Author } from '../access/index.js';
import { newId } from '../ids/index.js';
import type { Json } from './json.js';
import type { AuditAction, AuditSubject, NewOperation } from './tx.js';

interface JournalEvent {
  type: string;
  payload: unknown;
}

/** What a unit of work adds besides its rows, collected and written in one statement: one round trip. */
export class Journal {
  readonly #operations: Record<string, unknown>[] = [];
  readonly #events: JournalEvent[] = [];
  readonly #entries: { subject_type: string; subject_id: string; details: Json }[] = [];

  constructor(
    private readonly author: Author,
    private readonly action: AuditAction,
    readonly now: Date,
  ) {}

  get isAudited(): boolean {
    return this.#entries.length > 0;
  }

  get hasOperations(): boolean {
    return this.#operations.length > 0;
  }

  addOperation(operation: NewOperation): string {
    const id = operation.id ?? newId();
    this.#operations.push({
      id,
      kind: operation.call.kind,
      call: operation.call,
      party_id: operation.partyId,
      signer: operation.signer ?? 'operator',
      run_id: operation.runId ?? null,
      idx_from: operation.idx?.[0] ?? null,
      idx_to: operation.idx?.[1] ?? null,
      item_id: operation.itemId?.slice(2) ?? null,
    });
    return id;
  }

  addEvent(type: string, payload: unknown): void {
    this.#events.push({ type, payload });
  }

  addEntry(subject: AuditSubject, details: Json): void {
    this.#entries.push({ subject_type: subject.type, subject_id: subject.id, details });
  }

  async write(manager: EntityManager): Promise<void> {
    if (!this.#operations.length && !this.#events.length && !this.#entries.length) return;
    const [userId, siteId, system] = isSystem(this.author)
      ? [null, null, this.author.system]
      : [this.author.userId, this.author.siteId, null];
    await manager.query(WRITE, [
      JSON.stringify(this.#operations),
      JSON.stringify(this.#events),
      JSON.stringify(this.#entries),
      this.now,
      userId,
      siteId,
      system,
      this.action,
      this.#operations.map((operation) => operation['id']),
    ]);
  }
}

const WRITE = `
  WITH new_operation AS (
    INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, item_id, status,
                           created_by, site_id, created_at)
    SELECT o.id, o.kind, o.call, o.party_id, o.signer, o.run_id, o.idx_from, o.idx_to, decode(o.item_id, 'hex'),
           'PENDING', $5::uuid, $6::uuid, $4::timestamptz
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, kind text, call jsonb, party_id int8, signer text,
         run_id int4, idx_from int4, idx_to int4, item_id text)) WITH ORDINALITY AS o
    ORDER BY o.ordinality
  ), new_event AS (
    INSERT INTO domain_event (type, payload, created_at)
    SELECT e.type, e.payload, $4::timestamptz
    FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (type text, payload jsonb)) WITH ORDINALITY AS e
    ORDER BY e.ordinality
  )
  INSERT INTO audit_entry (at, user_id, site_id, system, action, subject_type, subject_id, details, operation_ids)
  SELECT $4::timestamptz, $5::uuid, $6::uuid, $7::text, $8::text, a.subject_type, a.subject_id, a.details, $9::uuid[]
  FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (subject_type text, subject_id text, details jsonb))
       WITH ORDINALITY AS a
  ORDER BY a.ordinality`;
