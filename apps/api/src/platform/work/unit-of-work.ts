import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config.js';
import { isSystem, type Actor, type Author } from '../access/index.js';
import { DomainError, isConflict } from '../errors/index.js';
import { withRequestId } from '../http/request-id.js';
import { claimKeys, releaseKeys, storeAnswers, type Repeatable } from './idempotency.js';
import { InputPrints } from './input-prints.js';
import { Journal, writeJournals } from './journal.js';
import type { Json } from './json.js';
import type { Signer } from './operation.entity.js';
import { OutboxBell } from './outbox-bell.js';
import { QueueLimit } from './queue-limit.js';
import { signerKeys } from './signer-keys.js';
import type { AuditAction, Tx } from './tx.js';

/** A request whose turn it is, with its own view of the transaction that it shares. */
export type Turn<Q> = Repeatable<Q> & { readonly tx: Tx };

/** The only way to write: rows, audit entry, outbox and domain events in one transaction. */
@Injectable()
export class UnitOfWork {
  readonly #logger = new Logger('Outbox');
  readonly #prints: InputPrints;

  constructor(
    private readonly database: DataSource,
    private readonly bell: OutboxBell,
    private readonly queues: QueueLimit,
    private readonly config: Config,
  ) {
    this.#prints = new InputPrints(config);
  }

  /** Runs the body in a transaction that is committed when the body returns and undone when it throws. */
  run<T>(author: Author, action: AuditAction, body: (tx: Tx) => Promise<T>): Promise<T> {
    const journal = new Journal(author, action, new Date());
    return this.transact([journal], async (manager) => {
      const result = await body(this.open(manager, journal));
      if (!isSystem(author)) {
        assertAudited(action, journal);
        await this.queues.check(journal.queueing, manager);
      }
      await writeJournals(manager, [journal]);
      return result;
    });
  }

  /**
   * The same for an operation that a client may repeat: the same key with the same input gives the first answer,
   * without running the body again. Two at the same moment: the second waits for the first.
   * @throws DomainError IDEMPOTENCY_KEY_REUSED for the same key with other input.
   */
  async once<T extends Json>(
    actor: Actor,
    action: AuditAction,
    key: string,
    input: unknown,
    body: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const [answer] = await this.onceEach(action, [{ actor, key, input }], async ([turn]) => [
      await body(turn!.tx),
    ]);
    if (answer instanceof DomainError) throw answer;
    return answer as T;
  }

  /**
   * The same for several requests in one transaction, which costs little more than one of them: no two under one key.
   * The body answers each, or gives the error with which it refuses it; of such a request nothing may have been
   * written, and nothing stays. When the body throws, nothing of any request stays.
   */
  onceEach<R extends Repeatable, T extends Json>(
    action: AuditAction,
    requests: readonly R[],
    body: (turns: readonly (R & { readonly tx: Tx })[]) => Promise<readonly (T | DomainError)[]>,
  ): Promise<(T | DomainError)[]> {
    const now = new Date();
    const journals = requests.map(({ actor }) => new Journal(actor, action, now));
    return this.transact(journals, async (manager) => {
      const claims = await claimKeys(manager, this.#prints, now, action, requests);
      const fresh = [...requests.keys()].filter((n) => 'fresh' in claims[n]!);
      const turns = fresh.map((n) => ({ ...requests[n]!, tx: this.open(manager, journals[n]!) }));
      const outcomes = turns.length > 0 ? await body(turns) : [];
      const done = fresh.map((n, at) => ({ n, request: requests[n]!, outcome: outcomes[at]! }));
      const answered = done.filter(({ outcome }) => !(outcome instanceof DomainError));
      const refused = done.filter(({ outcome }) => outcome instanceof DomainError);
      for (const { n } of answered) {
        assertAudited(action, journals[n]!);
        await this.queues.check(journals[n]!.queueing, manager);
      }
      await storeAnswers(
        manager,
        answered.map(({ request, outcome }) => ({ request, answer: outcome as T })),
      );
      await releaseKeys(
        manager,
        refused.map(({ request }) => request),
      );
      await writeJournals(
        manager,
        answered.map(({ n }) => journals[n]!),
      );
      const byRequest = new Map(done.map(({ n, outcome }) => [n, outcome]));
      return claims.map((claim, n) => {
        if ('error' in claim) return claim.error;
        return 'answer' in claim ? (claim.answer as T) : byRequest.get(n)!;
      });
    });
  }

  private async transact<T>(
    journals: readonly Journal[],
    body: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      const result = await this.database.transaction(body);
      if (journals.some(({ operations, events }) => operations.length + events.length > 0)) this.bell.ring();
      for (const { asked } of journals) if (asked) this.log(asked);
      return result;
    } catch (error) {
      if (!isConflict(error)) throw error;
      throw new DomainError('BUSY', 'Someone changed the same thing at the same moment. Please try again.');
    }
  }

  /** Requests that travel together are told apart by whose they are. */
  private log({ requestId, line }: NonNullable<Journal['asked']>): void {
    withRequestId(requestId, () => this.#logger.log(line));
  }

  private open(manager: EntityManager, journal: Journal): Tx {
    return {
      manager,
      now: journal.now,
      sql: async <R>(text: string, params?: unknown[]) => {
        // Asked for the structured result, TypeORM gives the rows of every statement, UPDATE and DELETE included.
        const result = await manager.queryRunner!.query(text, params, true);
        return result.records as R[];
      },
      enqueue: async (operation) => {
        this.refuseUnsignable(operation.signer ?? 'operator');
        return journal.addOperation(operation);
      },
      publish: async (type, payload) => journal.addEvent(type, payload),
      audit: (subject, details = null) => journal.addEntry(subject, details),
    };
  }

  /** What nobody signs would wait for ever, and hold up what comes after it. */
  private refuseUnsignable(signer: Signer): void {
    if (signerKeys(this.config.keys)[signer] !== undefined) return;
    throw new DomainError(
      'KEY_NOT_HELD',
      `This needs the key "${signer}", which this server does not hold. Do it at the server that holds the key, or ask who runs this one to set it. Nothing was changed.`,
      { signer },
    );
  }
}

function assertAudited(action: AuditAction, journal: Journal): void {
  if (!journal.isAudited) throw new Error(`The unit of work ${action} ends without an audit entry`);
}
