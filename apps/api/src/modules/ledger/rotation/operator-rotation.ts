import { KeyRight, Role, type Hex, type KeyGrant } from '@custodia/ledger';
import type { DataSource } from 'typeorm';
import { systemActor } from '../../../platform/access/index.js';
import { CommandError } from '../../../platform/errors/index.js';
import type { Tx, UnitOfWork } from '../../../platform/work/index.js';
import { tryLock } from '../locks.js';
import { bytea } from '../projection/rows.js';
import { countUnderWay } from '../sending/transactions.store.js';
import { sqlOf, transact } from '../sql.js';

/** What a rotation is at, and what it waits for. */
export type RotationState =
  | { readonly at: 'ADMITTING' | 'WITHDRAWING'; readonly parties: number }
  | { readonly at: 'DRAINING'; readonly calls: number }
  | { readonly at: 'DONE' };

/** The addresses of the keys that change places, and of the regulator's first key, where this node holds two. */
export interface Rotating {
  readonly old: Hex;
  readonly new: Hex;
  readonly regulator: Hex | undefined;
}

/** The ledger has to be told, and this node does not hold the key that may. */
export class RegulatorNeeded extends CommandError {
  override readonly name = 'RegulatorNeeded';

  constructor(
    readonly key: Hex,
    readonly rights: number,
    readonly parties: readonly number[],
  ) {
    super(
      rights === KeyRight.None
        ? `Ask the regulator to withdraw ${key} (withdrawKey) from the parties ${parties.join(', ')}, then go on.`
        : `Ask the regulator, with two of its keys, to give ${key} the rights ${rights} (proposeKey, approveKey) for the parties ${parties.join(', ')}, then go on.`,
    );
  }
}

const AUTHOR = systemActor('operator-rotation');

/**
 * Gives the operator's work to another key while work goes on. Every step can be repeated, and which is next stands in
 * the database and on the ledger: killed at any moment, it goes on where it was.
 */
export class OperatorRotation {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly keys: Rotating,
  ) {}

  /** Takes the next step, where there is nothing to wait for. @throws RegulatorNeeded */
  async advance(): Promise<RotationState> {
    const phase = await this.phase();
    if (phase === 'ADMITTING') return this.admit();
    if (phase === 'DRAINING') return this.drain();
    if (phase === 'WITHDRAWING') return this.withdraw();
    return { at: 'DONE' };
  }

  /** The new key may act for all for whom the old one may; then nobody signs with the old one any more. */
  private async admit(): Promise<RotationState> {
    const parties = await this.partiesWithout();
    await this.order(parties, this.keys.new, KeyRight.Operate);
    if (parties.length > 0) return { at: 'ADMITTING', parties: parties.length };
    const stopped = await transact(this.database, async (sql) => {
      // Whoever signs holds the nonces of the key until it is stored.
      if (!(await tryLock(sql, `nonces ${this.keys.old}`))) return false;
      await this.moveTo('DRAINING', sql);
      return true;
    });
    return stopped ? this.drain() : { at: 'ADMITTING', parties: 0 };
  }

  /** What the old key has signed comes into its blocks first, since the order of two keys is anybody's guess. */
  private async drain(): Promise<RotationState> {
    const sql = sqlOf(this.database);
    const calls = await countUnderWay(sql, this.keys.old);
    if (calls > 0) return { at: 'DRAINING', calls };
    await this.moveTo('WITHDRAWING', sql);
    return this.withdraw();
  }

  /** The old key may act for nobody any more: neither for those that it had, nor for who was let in meanwhile. */
  private async withdraw(): Promise<RotationState> {
    const late = await this.partiesWithout();
    await this.order(late, this.keys.new, KeyRight.Operate);
    const parties = await this.partiesOf(this.keys.old);
    const ready = parties.filter((party) => !late.includes(party));
    await this.order(ready, this.keys.old, KeyRight.None);
    if (parties.length > 0) return { at: 'WITHDRAWING', parties: parties.length };
    if (await this.isNamedUnderWay()) return { at: 'WITHDRAWING', parties: 0 };
    await this.moveTo('DONE', sqlOf(this.database));
    return { at: 'DONE' };
  }

  /** Whether an order under way names the old key: a party that was admitted with it, before anybody knew better. */
  private async isNamedUnderWay(): Promise<boolean> {
    const [row] = await sqlOf(this.database)(
      `SELECT 1 FROM operation WHERE status IN ('PENDING', 'SENT') AND strpos(lower(call::text), $1) > 0 LIMIT 1`,
      [this.keys.old],
    );
    return row !== undefined;
  }

  /** The phase; the first time, the rotation begins. */
  private phase(): Promise<string> {
    return this.work.run(AUTHOR, 'operator.rotate', async (tx) => {
      const [made] = await tx.sql<{ phase: string }>(
        `INSERT INTO operator_rotation (new_address, old_address, phase, started_at, changed_at)
         VALUES ($1, $2, 'ADMITTING', $3, $3) ON CONFLICT (new_address) DO NOTHING RETURNING phase`,
        [bytea(this.keys.new), bytea(this.keys.old), tx.now],
      );
      if (made) {
        tx.audit({ type: 'operator-key', id: this.keys.new }, { instead: this.keys.old });
        return made.phase;
      }
      const [known] = await tx.sql<{ phase: string }>(
        'SELECT phase FROM operator_rotation WHERE new_address = $1 AND old_address = $2',
        [bytea(this.keys.new), bytea(this.keys.old)],
      );
      if (!known) throw new Error(`${this.keys.new} takes the place of another key already`);
      return known.phase;
    });
  }

  private async moveTo(phase: string, sql: ReturnType<typeof sqlOf>): Promise<void> {
    await sql('UPDATE operator_rotation SET phase = $2, changed_at = now() WHERE new_address = $1', [
      bytea(this.keys.new),
      phase,
    ]);
  }

  /** Parties for which the key may act, as far as the ledger was read. */
  private async partiesOf(key: Hex): Promise<number[]> {
    const rows = await sqlOf(this.database)<{ party: number }>(
      'SELECT party FROM ledger.party_key WHERE key = $1 AND rights & $2 <> 0 ORDER BY party',
      [bytea(key), KeyRight.Operate],
    );
    return rows.map(({ party }) => Number(party));
  }

  private async partiesWithout(): Promise<number[]> {
    const has = new Set(await this.partiesOf(this.keys.new));
    return (await this.partiesOf(this.keys.old)).filter((party) => !has.has(party));
  }

  /** Asks the ledger for what nobody has asked it for yet. */
  private async order(parties: readonly number[], key: Hex, rights: number): Promise<void> {
    const asked = await sqlOf(this.database)<{ party: number }>(
      `SELECT (call->>'party')::bigint AS party FROM operation
       WHERE status IN ('PENDING', 'SENT') AND kind = $2 AND lower(call->>'key') = $1`,
      [key, rights === KeyRight.None ? 'withdrawKey' : 'approveKey'],
    );
    const underWay = new Set(asked.map(({ party }) => Number(party)));
    const missing = parties.filter((party) => !underWay.has(party));
    if (missing.length === 0) return;
    const regulator = await this.regulatorParty();
    if (regulator === undefined) throw new RegulatorNeeded(key, rights, missing);
    await this.work.run(AUTHOR, 'operator.change-key', async (tx) => {
      for (const party of missing) await this.orderOne(tx, regulator, { party, key, rights });
      tx.audit({ type: 'operator-key', id: key }, { rights, parties: missing });
    });
  }

  /** One key of the regulator takes a key away; to give one takes two. */
  private async orderOne(tx: Tx, regulator: number, grant: KeyGrant & { party: number }): Promise<void> {
    const order = { partyId: regulator, signer: 'regulator' } as const;
    if (grant.rights === KeyRight.None) {
      const { party, key } = grant;
      await tx.enqueue({ ...order, call: { kind: 'withdrawKey', party, key } });
      return;
    }
    const proposal = await tx.enqueue({ ...order, call: { kind: 'proposeKey', ...grant } });
    const call = { kind: 'approveKey', proposal, ...grant } as const;
    await tx.enqueue({ ...order, call, signer: 'regulator-approver' });
  }

  private async regulatorParty(): Promise<number | undefined> {
    if (!this.keys.regulator) return undefined;
    const [row] = await sqlOf(this.database)<{ id: number }>(
      `SELECT p.id FROM ledger.party p JOIN ledger.party_key k ON k.party = p.id
       WHERE p.roles = $1 AND p.status = 'ACTIVE' AND k.key = $2 AND k.rights & $3 <> 0 ORDER BY p.id LIMIT 1`,
      [Role.Regulator, bytea(this.keys.regulator), KeyRight.Operate],
    );
    return row && Number(row.id);
  }
}
