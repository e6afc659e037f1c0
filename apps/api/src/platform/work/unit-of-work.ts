import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config.js';
import { isSystem, type Actor, type Author } from '../access/index.js';
import { DomainError, isConflict } from '../errors/index.js';
import { claimKey, storeAnswer } from './idempotency.js';
import { Journal } from './journal.js';
import type { Json } from './json.js';
import type { Signer } from './operation.entity.js';
import { OutboxBell } from './outbox-bell.js';
import { signerKeys } from './signer-keys.js';
import type { AuditAction, Tx } from './tx.js';

/** The only way to write: rows, audit entry, outbox and domain events in one transaction. */
@Injectable()
export class UnitOfWork {
  readonly #keys: ReturnType<typeof signerKeys>;

  constructor(
    private readonly database: DataSource,
    private readonly bell: OutboxBell,
    config: Config,
  ) {
    this.#keys = signerKeys(config.keys);
  }

  /** Runs the body in a transaction that is committed when the body returns and undone when it throws. */
  run<T>(author: Author, action: AuditAction, body: (tx: Tx) => Promise<T>): Promise<T> {
    const journal = new Journal(author, action, new Date());
    return this.transact(journal, async (manager) => {
      const result = await body(this.open(manager, journal));
      if (!isSystem(author) && !journal.isAudited) {
        throw new Error(`The unit of work ${action} ends without an audit entry`);
      }
      await journal.write(manager);
      return result;
    });
  }

  /**
   * The same for an operation that a client may repeat: the same key with the same input gives the first answer,
   * without running the body again. Two at the same moment: the second waits for the first.
   * @throws DomainError IDEMPOTENCY_KEY_REUSED for the same key with other input.
   */
  once<T extends Json>(
    actor: Actor,
    action: AuditAction,
    key: string,
    input: unknown,
    body: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const journal = new Journal(actor, action, new Date());
    return this.transact(journal, async (manager) => {
      const tx = this.open(manager, journal);
      const claim = await claimKey(tx, actor, action, key, input);
      if (claim.answered) return claim.answer as T;

      const answer = await body(tx);
      if (!journal.isAudited) throw new Error(`The unit of work ${action} ends without an audit entry`);
      await storeAnswer(tx, actor, key, answer);
      await journal.write(manager);
      return answer;
    });
  }

  private async transact<T>(journal: Journal, body: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      const result = await this.database.transaction(body);
      if (journal.hasOperations) this.bell.ring();
      return result;
    } catch (error) {
      if (!isConflict(error)) throw error;
      throw new DomainError('BUSY', 'Someone changed the same thing at the same moment. Please try again.');
    }
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
    if (this.#keys[signer] !== undefined) return;
    throw new DomainError(
      'KEY_NOT_HELD',
      `This needs the key "${signer}", which this server does not hold. Do it at the server that holds the key, or ask who runs this one to set it. Nothing was changed.`,
      { signer },
    );
  }
}
