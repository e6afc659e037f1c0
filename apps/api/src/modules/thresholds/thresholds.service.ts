import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';
import { Hotline } from './hotline.entity.js';
import { hotlineOf } from './hotline.rules.js';
import { RuleChange, type SettingName } from './rule-change.entity.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import {
  boundsOf,
  inForce,
  inheritedBy,
  placeOf,
  scopeOf,
  Settled,
  THRESHOLD_KEYS,
  keysOf,
  type OwnRepeats,
  type Place,
  type Scope,
  type ThresholdKey,
  type Thresholds,
} from './thresholds.js';

/** How long a change may go unnoticed by another process. */
const FRESH_MS = 10_000;

interface InForce {
  readonly numbers: Settled;
  readonly hotlines: ReadonlyMap<Scope, string>;
}

/** What verdicts and rules go by: as delivered, but for what a regulator set for all, a market or a country. */
@Injectable()
export class ThresholdsService {
  private known: { readonly at: number; readonly settled: Promise<InForce> } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
  ) {}

  /** What the alert rules go by. */
  async current(): Promise<Thresholds> {
    return (await this.settled()).numbers.rules;
  }

  /** How a pharmacy of the place may repeat itself. */
  async ownRepeats(place: Place): Promise<OwnRepeats> {
    return (await this.settled()).numbers.repeatsAt(place);
  }

  /** The telephone number of the place's authority. */
  async hotline(place: Place): Promise<string | null> {
    return (await this.settled()).hotlines.get(scopeOf(place)) ?? null;
  }

  /** Sets one, or takes it back (null): the market's holds then, or what was delivered. The trail keeps what it was. */
  async change(actor: Actor, key: ThresholdKey, value: number | null, reason: string): Promise<void> {
    const { name, scope } = key;
    const { least, most } = boundsOf(name);
    await this.assertKnown(key);
    if (value !== null && (!Number.isInteger(value) || value < least || value > most))
      throw new DomainError('BAD_INPUT', `It must be between ${least} and ${most}.`);
    const why = whyOf(reason);
    await this.work.run(actor, 'rule.tune', async (tx) => {
      const set = await tx.manager.find(RuleThreshold, {
        where: { name },
        order: { scope: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const now = { name, scope, reason: why, changedBy: actor.userId, changedAt: tx.now };
      if (value === null) await tx.manager.delete(RuleThreshold, { name, scope });
      else await tx.manager.upsert(RuleThreshold, { ...now, value }, ['name', 'scope']);
      await keep(tx, actor, {
        name,
        scope,
        reason: why,
        from: inForce(key, set),
        to: value ?? inheritedBy(key, set),
        returned: value === null,
      });
    });
    this.known = undefined;
  }

  /** Says under which number a country's authority is called; null where under none. */
  async changeHotline(actor: Actor, place: Place, typed: string | null, reason: string): Promise<void> {
    await this.assertPlace(place);
    const number = hotlineOf(typed);
    const why = whyOf(reason);
    const scope = scopeOf(place);
    await this.work.run(actor, 'rule.tune', async (tx) => {
      const before = await tx.manager.findOne(Hotline, {
        where: { scope },
        lock: { mode: 'pessimistic_write' },
      });
      if (number === null) await tx.manager.delete(Hotline, { scope });
      else await tx.manager.upsert(Hotline, { scope, number }, ['scope']);
      const from = before?.number ?? null;
      await keep(tx, actor, { name: 'hotline', scope, reason: why, from, to: number, returned: false });
    });
    this.known = undefined;
  }

  private async assertKnown({ name, scope }: ThresholdKey): Promise<void> {
    const { market, country } = placeOf(scope);
    const place = market && country ? { market, country } : null;
    if (!(place ? keysOf(place) : THRESHOLD_KEYS).some((one) => one.name === name && one.scope === scope))
      throw new DomainError(
        'BAD_INPUT',
        'Name the market where the number is of one, and none where it holds for all.',
      );
    if (place) await this.assertPlace(place);
  }

  private async assertPlace({ market, country }: Place): Promise<void> {
    const places = await this.sites.places();
    if (!places.some((one) => one.market === market && one.country === country))
      throw new DomainError(
        'BAD_INPUT',
        'No site of the register lies in this country and works by this market.',
      );
  }

  /** Asked at every scan: it is read once for all that ask at the same moment, and a failure is not remembered. */
  private settled(): Promise<InForce> {
    if (this.known && Date.now() - this.known.at < FRESH_MS) return this.known.settled;
    const settled = this.read();
    const known = { at: Date.now(), settled };
    this.known = known;
    settled.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return settled;
  }

  private async read(): Promise<InForce> {
    const [numbers, hotlines] = await Promise.all([
      this.database.getRepository(RuleThreshold).find(),
      this.database.getRepository(Hotline).find(),
    ]);
    return {
      numbers: new Settled(numbers),
      hotlines: new Map(hotlines.map(({ scope, number }) => [scope, number])),
    };
  }
}

interface Changed {
  readonly name: SettingName;
  readonly scope: Scope;
  readonly reason: string;
  readonly from: number | string | null;
  readonly to: number | string | null;
  readonly returned: boolean;
}

async function keep(
  tx: Tx,
  actor: Actor,
  { name, scope, from, to, reason, returned }: Changed,
): Promise<void> {
  await tx.manager.insert(RuleChange, {
    name,
    scope,
    from: from === null ? null : String(from),
    to: to === null ? null : String(to),
    returned,
    reason,
    changedBy: actor.userId,
    at: tx.now,
  });
  const id = scope === 'ALL' ? name : `${scope} ${name}`;
  tx.audit({ type: 'rule-threshold', id }, { from, to, reason, ...(returned && { returned }) });
}

function whyOf(reason: string): string {
  const why = reason.trim();
  if (!why) throw new DomainError('BAD_INPUT', 'Say in a sentence why it is changed.');
  return why;
}
