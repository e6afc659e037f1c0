import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import { ThresholdChange } from './threshold-change.entity.js';
import {
  STANDARD_THRESHOLDS,
  THRESHOLDS,
  THRESHOLD_NAMES,
  type ThresholdName,
  type Thresholds,
} from './thresholds.js';

/** A threshold as it is. */
export interface ThresholdView {
  readonly name: ThresholdName;
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

/** The thresholds of the rules: the standard ones, but for those that a regulator changed. */
@Injectable()
export class ThresholdsService {
  private known: { readonly at: number; readonly values: Thresholds } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  async current(): Promise<Thresholds> {
    if (this.known && Date.now() - this.known.at < FRESH_MS) return this.known.values;
    const changed = await this.database.getRepository(RuleThreshold).find();
    const values = {
      ...STANDARD_THRESHOLDS,
      ...Object.fromEntries(changed.map(({ name, value }) => [name, value])),
    };
    this.known = { at: Date.now(), values };
    return values;
  }

  async list(): Promise<ThresholdView[]> {
    const changed = await this.database.getRepository(RuleThreshold).find();
    return THRESHOLD_NAMES.map((name) => {
      const row = changed.find((one) => one.name === name);
      return {
        name,
        ...THRESHOLDS[name],
        value: row?.value ?? THRESHOLDS[name].standard,
        changedAt: row?.changedAt ?? null,
        reason: row?.reason ?? null,
      };
    });
  }

  /** What it was and became, newest first. */
  changesOf(name: ThresholdName): Promise<ThresholdChange[]> {
    return this.database
      .getRepository(ThresholdChange)
      .find({ where: { name }, order: { at: 'DESC' }, take: MOST_CHANGES });
  }

  /** Changes one; the audit trail keeps what it was, what it is, and why. */
  async change(actor: Actor, name: ThresholdName, value: number, reason: string): Promise<void> {
    const { least, most } = THRESHOLDS[name];
    if (!reason.trim()) throw new DomainError('BAD_INPUT', 'Say in a sentence why it is changed.');
    if (!Number.isInteger(value) || value < least || value > most)
      throw new DomainError('BAD_INPUT', `It must be between ${least} and ${most}.`);
    await this.work.run(actor, 'rule.tune', async (tx) => {
      const before = await tx.manager.findOne(RuleThreshold, {
        where: { name },
        lock: { mode: 'pessimistic_write' },
      });
      await tx.manager.upsert(
        RuleThreshold,
        { name, value, reason: reason.trim(), changedBy: actor.userId, changedAt: tx.now },
        ['name'],
      );
      const from = before?.value ?? THRESHOLDS[name].standard;
      await tx.manager.insert(ThresholdChange, {
        id: newId(),
        name,
        from,
        to: value,
        reason: reason.trim(),
        changedBy: actor.userId,
        at: tx.now,
      });
      tx.audit({ type: 'rule-threshold', id: name }, { from, to: value, reason: reason.trim() });
    });
    this.known = undefined;
  }
}
