import { Injectable, Logger } from '@nestjs/common';
import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import type { RuleCode, Severity } from './alert-rule.js';
import { scoreIncident } from './incident-score.js';
import type { Observation } from './observation.js';
import { judge, type Fired } from './rules.js';
import './incident.events.js';

interface Product {
  readonly id: string;
  readonly maker_site_id: string;
}

/** Turns what was observed into alerts, each in the incident of its cause. */
@Injectable()
export class AlertWriter {
  private readonly log = new Logger('AlertRules');

  constructor(private readonly thresholds: ThresholdsService) {}

  async raise(tx: Tx, seen: Observation): Promise<void> {
    const fired = judge(seen, await this.thresholds.current(), (rule, error) =>
      this.log.error(`The rule ${rule} failed on a ${seen.kind} and was passed over`, error),
    );
    if (fired.length === 0) return;
    const [product] = await tx.sql<Product>('SELECT id, maker_site_id FROM product WHERE gtin = $1', [
      seen.pack.gtin,
    ]);
    for (const alert of fired) await this.raiseOne(tx, seen, alert, product);
  }

  private async raiseOne(
    tx: Tx,
    seen: Observation,
    fired: Fired,
    product: Product | undefined,
  ): Promise<void> {
    const pack = fired.aboutPlace ? '' : (seen.pack.serial ?? '');
    const occurrence = [fired.cause, pack, seen.site.id, seen.at.toISOString().slice(0, 10)].join('|');
    const known = await tx.sql('SELECT 1 FROM alert WHERE rule = $1 AND occurrence = $2', [
      fired.rule,
      occurrence,
    ]);
    if (known.length > 0) return;
    // The row of the incident is locked until the commit: alerts of one cause are counted one after the other.
    const [incident] = await tx.sql<{ id: string; isNew: boolean }>(
      `INSERT INTO incident (id, cause, rule, title, status, score, score_reason, gravest, alert_count, site_count,
                             first_at, last_at)
       VALUES ($1, $2, $5, $3, 'OPEN', 0, '', $6, 0, 0, $4, $4)
       ON CONFLICT (cause) WHERE status <> 'CLOSED'
       DO UPDATE SET last_at = greatest(incident.last_at, $4), first_at = least(incident.first_at, $4)
       RETURNING id, xmax = 0 AS "isNew"`,
      [newId(), fired.cause, fired.title, seen.at, fired.rule, fired.severity],
    );
    const [alert] = await tx.sql<{ id: string }>(
      `INSERT INTO alert (id, incident_id, rule, finding, severity, title, sentence, evidence, status, event_time, raised_at,
                          maker_site_id, product_id, lot_number, serial, occurrence)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'NEW', $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT ON CONSTRAINT alert_occurrence DO NOTHING RETURNING id`,
      [
        newId(),
        incident!.id,
        fired.rule,
        fired.finding,
        fired.severity,
        fired.title,
        fired.sentence,
        JSON.stringify(fired.evidence),
        seen.at,
        tx.now,
        product?.maker_site_id ?? null,
        product?.id ?? null,
        seen.pack.lot ?? null,
        seen.pack.serial ?? null,
        occurrence,
      ],
    );
    if (!alert) return;
    await tx.sql('INSERT INTO alert_site (alert_id, site_id) SELECT $1, unnest($2::uuid[])', [
      alert.id,
      [...new Set(sitesOf(seen))],
    ]);
    await this.score(tx, incident!.id);
    if (incident!.isNew) await tx.publish('incident.opened', { incidentId: incident!.id });
    if (isSuspected(seen, fired)) await tx.publish('incident.suspected', { incidentId: incident!.id });
    await tx.sql('SELECT pg_notify($1, $2)', [
      NOTICE_CHANNEL,
      JSON.stringify({ topic: 'alert', id: alert.id }),
    ]);
  }

  private async score(tx: Tx, incidentId: string): Promise<void> {
    const alerts = await tx.sql<{ rule: RuleCode; severity: Severity; title: string }>(
      'SELECT rule, severity, title FROM alert WHERE incident_id = $1 ORDER BY id',
      [incidentId],
    );
    const [places] = await tx.sql<{ count: number }>(
      `SELECT count(DISTINCT s.site_id) FROM alert a JOIN alert_site s ON s.alert_id = a.id WHERE a.incident_id = $1`,
      [incidentId],
    );
    const sites = places?.count ?? 1;
    const { score, reason, gravest } = scoreIncident(
      alerts.map(({ severity }) => severity),
      sites,
    );
    const first = alerts.find(({ severity }) => severity === gravest);
    await tx.sql(
      `UPDATE incident SET score = $2, score_reason = $3, gravest = $4, alert_count = $5, site_count = $6, rule = $7,
              title = $8 WHERE id = $1`,
      [incidentId, score, reason, gravest, alerts.length, sites, first?.rule, first?.title],
    );
  }
}

/** What the regulator has seized is no news to it. */
function isSuspected(seen: Observation, { rule }: Fired): boolean {
  return rule === 'SUSPECTED_FALSIFIED' && seen.kind === 'scan' && seen.code !== 'SEIZED';
}

function sitesOf(seen: Observation): string[] {
  if (seen.kind === 'delivery') return [seen.site.id, seen.from.id];
  if (seen.kind === 'registration') return [seen.site.id, ...seen.otherMakers.map(({ id }) => id)];
  return [seen.site.id];
}
