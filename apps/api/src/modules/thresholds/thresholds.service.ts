import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, MarketCode } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import { ThresholdChange } from './threshold-change.entity.js';
import {
  boundsOf,
  settled,
  THRESHOLD_KEYS,
  type OwnRepeats,
  type Settled,
  type ThresholdKey,
  type Thresholds,
} from './thresholds.js';

/** A threshold as it is. */
export interface ThresholdView extends ThresholdKey {
  readonly value: number;
  readonly standard: number;
  readonly least: number;
  readonly most: number;
  readonly changedAt: Date | null;
  readonly reason: string | null;
}

/** How long a changed threshold may go unnoticed by another process. */
const FRESH_MS = 10_000;
const MOST_CHANGES = 50;

/** The thresholds of the rules and of the markets: the standard ones, but for those that a regulator changed. */
@Injectable()
export class ThresholdsService {
  private known: { readonly at: number; readonly values: Promise<Settled> } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** What the alert rules go by. */
  async current(): Promise<Thresholds> {
    return (await this.settled()).rules;
  }

  /** How a market's pharmacies may repeat themselves. */
  async ownRepeats(market: MarketCode): Promise<OwnRepeats> {
    return (await this.settled()).repeats[market];
  }

  async list(): Promise<ThresholdView[]> {
    const changed = await this.database.getRepository(RuleThreshold).find();
    return THRESHOLD_KEYS.map(({ name, scope }) => {
      const row = changed.find((one) => one.name === name && one.scope === scope);
      const bounds = boundsOf(name);
      return {
        name,
        scope,
        ...bounds,
        value: row?.value ?? bounds.standard,
        changedAt: row?.changedAt ?? null,
        reason: row?.reason ?? null,
      };
    });
  }

  /** What it was and became, newest first. */
  changesOf({ name, scope }: ThresholdKey): Promise<ThresholdChange[]> {
    return this.database
      .getRepository(ThresholdChange)
      .find({ where: { name, scope }, order: { at: 'DESC' }, take: MOST_CHANGES });
  }

  /** Changes one; the audit trail keeps what it was, what it is, and why. */
  async change(actor: Actor, key: ThresholdKey, value: number, reason: string): Promise<void> {
    const { name, scope } = key;
    const { least, most, standard } = boundsOf(name);
    if (!THRESHOLD_KEYS.some((one) => one.name === name && one.scope === scope))
      throw new DomainError(
        'BAD_INPUT',
        'Name the market where the number is of one, and none where it is not.',
      );
    if (!reason.trim()) throw new DomainError('BAD_INPUT', 'Say in a sentence why it is changed.');
    if (!Number.isInteger(value) || value < least || value > most)
      throw new DomainError('BAD_INPUT', `It must be between ${least} and ${most}.`);
    await this.work.run(actor, 'rule.tune', async (tx) => {
      const before = await tx.manager.findOne(RuleThreshold, {
        where: { name, scope },
        lock: { mode: 'pessimistic_write' },
      });
      const why = reason.trim();
      await tx.manager.upsert(
        RuleThreshold,
        { name, scope, value, reason: why, changedBy: actor.userId, changedAt: tx.now },
        ['name', 'scope'],
      );
      const from = before?.value ?? standard;
      await tx.manager.insert(ThresholdChange, {
        id: newId(),
        name,
        scope,
        from,
        to: value,
        reason: why,
        changedBy: actor.userId,
        at: tx.now,
      });
      const id = scope === 'ALL' ? name : `${scope} ${name}`;
      tx.audit({ type: 'rule-threshold', id }, { from, to: value, reason: why });
    });
    this.known = undefined;
  }

  /** Asked at every scan: it is read once for all that ask at the same moment, and a failure is not remembered. */
  private settled(): Promise<Settled> {
    if (this.known && Date.now() - this.known.at < FRESH_MS) return this.known.values;
    const values = this.database.getRepository(RuleThreshold).find().then(settled);
    const known = { at: Date.now(), values };
    this.known = known;
    values.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return values;
  }
}
