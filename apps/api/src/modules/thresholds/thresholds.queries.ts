import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { SiteReader } from '../parties/index.js';
import { Hotline } from './hotline.entity.js';
import { RuleChange } from './rule-change.entity.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import {
  boundsOf,
  inForce,
  inheritedBy,
  keysOf,
  scopeOf,
  THRESHOLD_KEYS,
  type Place,
  type ThresholdKey,
} from './thresholds.js';

/** A threshold as it is. */
export interface ThresholdView extends ThresholdKey {
  readonly value: number;
  readonly inherited: number;
  readonly standard: number;
  readonly least: number;
  readonly most: number;
  readonly changedAt: Date | null;
  readonly reason: string | null;
}

/** What holds in a country. */
export interface CountryView extends Place {
  readonly hotline: string | null;
  readonly thresholds: readonly ThresholdView[];
}

/** The largest that the column holds. */
const MOST_N = 2 ** 31 - 1;

/** What is set, and how it came to be so. */
@Injectable()
export class ThresholdsQueries {
  constructor(
    private readonly database: DataSource,
    private readonly sites: SiteReader,
  ) {}

  /** Those of the rules, then those of each market. */
  async list(): Promise<ThresholdView[]> {
    const set = await this.set();
    return THRESHOLD_KEYS.map((key) => viewOf(key, set));
  }

  /** Every country that the register has a site in. */
  async countries(): Promise<CountryView[]> {
    const places = await this.sites.places();
    const set = await this.set();
    const hotlines = await this.database.getRepository(Hotline).find();
    return places.map((place) => ({
      ...place,
      hotline: hotlines.find(({ scope }) => scope === scopeOf(place))?.number ?? null,
      thresholds: keysOf(place).map((key) => viewOf(key, set)),
    }));
  }

  /** Newest first. */
  async changes(args: PageArgs): Promise<Page<RuleChange>> {
    const request = pageRequest(args);
    const changes = this.database.getRepository(RuleChange);
    const rows = await changes.find({
      where: request.after === null ? {} : { n: LessThan(Math.min(Number(request.after) || 0, MOST_N)) },
      order: { n: 'DESC' },
      take: request.limit,
    });
    return pageOf(
      request,
      rows,
      ({ n }) => String(n),
      () => changes.count(),
    );
  }

  private set(): Promise<RuleThreshold[]> {
    return this.database.getRepository(RuleThreshold).find();
  }
}

function viewOf(key: ThresholdKey, set: readonly RuleThreshold[]): ThresholdView {
  const row = set.find(({ name, scope }) => name === key.name && scope === key.scope);
  return {
    ...key,
    ...boundsOf(key.name),
    value: inForce(key, set),
    inherited: inheritedBy(key, set),
    changedAt: row?.changedAt ?? null,
    reason: row?.reason ?? null,
  };
}
