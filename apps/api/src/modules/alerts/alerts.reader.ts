import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { RuleCode } from './alert-rule.js';
import { Alert, type AlertStatus } from './alert.entity.js';
import { patternsOf, readWords, type IncidentWord } from './incident-filter.rules.js';
import { Incident, type IncidentStatus } from './incident.entity.js';

/** An alert as one actor may see it. */
export type AlertView = Alert & { readonly siteIds: readonly string[] };

/**
 * The regulator sees all; a site what happened at its place; a maker what concerns its products, but not at which
 * pharmacy (the pharmacy stays unnamed to the maker).
 */
const VISIBLE = `($1::boolean OR a.maker_site_id = $2
  OR EXISTS (SELECT 1 FROM alert_site v WHERE v.alert_id = a.id AND v.site_id = $2))`;

const KNOWN_SITE = `($1::boolean OR s.id = $2 OR NOT 'PHARMACY' = ANY(s.roles))`;

const SITES = `ARRAY(
  SELECT v.site_id FROM alert_site v JOIN site s ON s.id = v.site_id
  WHERE v.alert_id = a.id AND ${KNOWN_SITE} ORDER BY v.site_id) AS site_ids`;

const COLUMNS = `a.id, a.incident_id AS "incidentId", a.rule, a.finding, a.severity, a.title, a.sentence, a.evidence, a.status,
  a.event_time AS "eventTime", a.raised_at AS "raisedAt", a.maker_site_id AS "makerSiteId",
  a.product_id AS "productId", a.lot_number AS "lotNumber", a.serial, a.assignee_id AS "assigneeId", a.occurrence,
  ${SITES}`;

/** Incidents that a word finds, each by an alert and a place that the reader may know: a filter is no way to guess others. */
export const FOUND_BY_WORD = `
  SELECT a.incident_id FROM alert a
  WHERE ${named(VISIBLE)}
    AND (lower(a.lot_number) LIKE :begins OR lower(a.serial) LIKE :begins OR reverse(lower(a.serial)) LIKE :ends)
  UNION ALL
  SELECT a.incident_id FROM site s JOIN alert_site x ON x.site_id = s.id JOIN alert a ON a.id = x.alert_id
  WHERE ${named(VISIBLE)} AND ${named(KNOWN_SITE)} AND (s.name ILIKE :has OR s.city ILIKE :has)
  UNION ALL
  SELECT r.id FROM incident r WHERE r.rule = ANY(:rules::text[])`;

type Row = Alert & { readonly site_ids: readonly string[] };

@Injectable()
export class AlertsReader {
  readonly #alertsOf: (key: string) => Promise<AlertView[] | null>;
  readonly #byId: (id: string) => Promise<Incident | null>;

  constructor(private readonly database: DataSource) {
    this.#alertsOf = batched((keys: string[]) => this.alertsOfAll(keys));
    this.#byId = batched(async (ids: string[]) => {
      const found = await database.getRepository(Incident).findBy({ id: In(ids) });
      return new Map(found.map((incident) => [incident.id, incident]));
    });
  }

  async alerts(
    actor: Actor,
    filter: { status?: AlertStatus | undefined; rule?: RuleCode | undefined },
    args: PageArgs,
  ): Promise<Page<AlertView>> {
    const request = pageRequest(args);
    const where = `WHERE ${VISIBLE} AND ($3::text IS NULL OR a.status = $3) AND ($4::text IS NULL OR a.rule = $4)`;
    const params = [...viewer(actor), filter.status ?? null, filter.rule ?? null];
    const rows = await this.database.query<Row[]>(
      `SELECT ${COLUMNS} FROM alert a ${where} AND ($5::uuid IS NULL OR a.id < $5) ORDER BY a.id DESC LIMIT $6`,
      [...params, request.after, request.limit],
    );
    return pageOf(
      request,
      rows.map(viewOf),
      ({ id }) => id,
      () => this.count(`alert a ${where}`, params),
    );
  }

  async alert(actor: Actor, id: string): Promise<AlertView | null> {
    if (!isId(id)) return null;
    const [row] = await this.database.query<Row[]>(
      `SELECT ${COLUMNS} FROM alert a WHERE ${VISIBLE} AND a.id = $3`,
      [...viewer(actor), id],
    );
    return row ? viewOf(row) : null;
  }

  async alertsOf(actor: Actor, incidentId: string): Promise<AlertView[]> {
    return (await this.#alertsOf([...viewer(actor), incidentId].join(' '))) ?? [];
  }

  /** Of a page at once; what somebody may see is read as they see it. */
  private async alertsOfAll(keys: readonly string[]): Promise<Map<string, AlertView[]>> {
    const found = new Map<string, AlertView[]>();
    for (const whose of new Set(keys.map((key) => key.slice(0, key.lastIndexOf(' '))))) {
      const ids = keys.flatMap((key) => (key.startsWith(`${whose} `) ? [key.slice(whose.length + 1)] : []));
      const rows = await this.database.query<Row[]>(
        `SELECT ${COLUMNS} FROM alert a WHERE ${VISIBLE} AND a.incident_id = ANY($3::uuid[])
         ORDER BY a.event_time, a.id`,
        [...whose.split(' '), ids],
      );
      for (const row of rows) {
        const key = `${whose} ${row.incidentId}`;
        found.set(key, [...(found.get(key) ?? []), viewOf(row)]);
      }
    }
    return found;
  }

  async incidents(
    actor: Actor,
    filter: { status?: IncidentStatus | undefined; words?: readonly IncidentWord[] | undefined },
    args: PageArgs,
  ): Promise<Page<Incident>> {
    const request = pageRequest(args);
    const words = readWords(filter.words ?? []);
    const visible = this.database
      .getRepository(Incident)
      .createQueryBuilder('i')
      .where(`EXISTS (SELECT 1 FROM alert a WHERE a.incident_id = i.id AND ${named(VISIBLE)})`, {
        all: isRegulator(actor),
        siteId: actor.siteId,
      })
      .andWhere(filter.status ? 'i.status = :status' : 'true', { status: filter.status });
    for (const [n, { text, rules }] of words.entries()) {
      const values = Object.entries({ ...patternsOf(text), rules });
      visible.andWhere(
        `i.id IN (${FOUND_BY_WORD.replaceAll(/(?<!:):(begins|ends|has|rules)/g, `:$1${n}`)})`,
        Object.fromEntries(values.map(([name, value]) => [`${name}${n}`, value])),
      );
    }
    const [score, id] = request.after?.split(' ') ?? [];
    const rows = await visible
      .clone()
      .andWhere(request.after ? '(i.score, i.id) < (:score::int, :id::uuid)' : 'true', { score, id })
      .orderBy('i.score', 'DESC')
      .addOrderBy('i.id', 'DESC')
      .limit(request.limit)
      .getMany();
    return pageOf(
      request,
      rows,
      (incident) => `${incident.score} ${incident.id}`,
      () => visible.getCount(),
    );
  }

  async incident(actor: Actor, id: string): Promise<Incident | null> {
    if (!isId(id) || (await this.alertsOf(actor, id)).length === 0) return null;
    return this.#byId(id);
  }

  /** Incidents that were just changed by who may, in the order asked. */
  async incidentsOf(ids: readonly string[]): Promise<Incident[]> {
    const found = await this.database.getRepository(Incident).findBy({ id: In([...ids]) });
    return ids.flatMap((id) => found.find((incident) => incident.id === id) ?? []);
  }

  private async count(from: string, params: unknown[]): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(`SELECT count(*) FROM ${from}`, params);
    return row?.count ?? 0;
  }
}

function isRegulator({ roles }: Actor): boolean {
  return roles.includes('REGULATOR');
}

function viewer(actor: Actor): [boolean, string] {
  return [isRegulator(actor), actor.siteId];
}

function named(condition: string): string {
  return condition.replaceAll('$1', ':all').replaceAll('$2', ':siteId');
}

function viewOf({ site_ids, ...alert }: Row): AlertView {
  return { ...alert, siteIds: site_ids };
}
