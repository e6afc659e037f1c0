import { can, type Duty, type SiteRole } from '@custodia/access';
import { checkDigit } from '@custodia/gs1';
import { randomInt } from 'node:crypto';
import type { Actor, MarketCode } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import type { Bench } from './bench.js';

export interface BuiltSite {
  readonly id: string;
  readonly organisationId: string;
  readonly gln: string;
  readonly name: string;
  readonly roles: readonly SiteRole[];
  readonly market: MarketCode;
  readonly country: string;
  /** The main ledger id. */
  readonly partyId: number;
  readonly partyIds: readonly number[];
}

/** A site that the ledger knows and that is active, with one ledger id or as many as asked for. */
export async function aSite(
  bench: Bench,
  want: { roles?: SiteRole[]; name?: string; market?: MarketCode; country?: string; ledgerIds?: number } = {},
): Promise<BuiltSite> {
  const { roles = ['PHARMACY'], market = 'EU', ledgerIds = 1 } = want;
  const country = want.country ?? (market === 'EU' ? 'DE' : 'US');
  const gln = aGln();
  const id = newId();
  const site = { id, organisationId: newId(), gln, name: want.name ?? `Site ${gln}`, roles, market, country };
  const [timeZone, region, city] =
    market === 'EU' ? ['Europe/Berlin', null, 'Berlin'] : ['America/New_York', 'NY', 'Albany'];
  const partyIds = Array.from({ length: ledgerIds }, () => randomInt(1, 2 ** 32 - 1));
  await bench.sql('INSERT INTO organisation VALUES ($1, $2)', [site.organisationId, `Organisation ${gln}`]);
  await bench.sql(
    `INSERT INTO site (id, organisation_id, gln, name, roles, market, time_zone, country, region, city, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`,
    [id, site.organisationId, gln, site.name, roles, market, timeZone, country, region, city],
  );
  for (const [n, partyId] of partyIds.entries()) {
    await bench.sql('INSERT INTO party VALUES ($1, $2, $3)', [partyId, site.id, n === 0]);
    await bench.sql(
      `INSERT INTO ledger.party (id, gln, roles, status, hpke_key, endpoint)
       VALUES ($1, $2, $3, 'ACTIVE', '\\x00', '')`,
      [partyId, gln, 0],
    );
  }
  return { ...site, partyId: partyIds[0]!, partyIds };
}

export interface BuiltUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Of random bytes that were thrown away, and quick to check. */
const HASH_OF_NOTHING_KNOWN =
  '$argon2id$v=19$m=8,t=1,p=1$C7IhNEEQE4jsbtFO4od+vQ$Y47SAC4tsBzT1aX1QNbWoOBJiJFVIVR8CkQFPiXn6jQ';

/** A person who works at the site. Nobody can sign in as this person. */
export async function aUser(
  bench: Bench,
  want: { site: { id: string }; duties?: Duty[]; name?: string; locale?: string },
): Promise<BuiltUser> {
  const id = newId();
  const user = { id, email: `${id}@example.test`, name: want.name ?? 'Alex Example' };
  await bench.sql(
    `INSERT INTO app_user (id, email, name, locale, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, now())`,
    [user.id, user.email, user.name, want.locale ?? 'en', HASH_OF_NOTHING_KNOWN],
  );
  await bench.sql('INSERT INTO membership (user_id, site_id, duties) VALUES ($1, $2, $3)', [
    user.id,
    want.site.id,
    want.duties ?? [],
  ]);
  return user;
}

/** A signed-in person at a site of these roles; the site is made where none is given. */
export async function anActor(
  bench: Bench,
  want: {
    roles?: SiteRole[];
    duties?: Duty[];
    site?: BuiltSite;
    market?: MarketCode;
    country?: string;
    name?: string;
  } = {},
): Promise<Actor> {
  const site = want.site ?? (await aSite(bench, want));
  const duties = want.duties ?? [];
  const user = await aUser(bench, { site, duties, ...(want.name && { name: want.name }) });
  return {
    userId: user.id,
    userName: user.name,
    siteId: site.id,
    organisationId: site.organisationId,
    partyId: site.partyId,
    partyIds: site.partyIds,
    roles: site.roles,
    duties,
    market: site.market,
    country: site.country,
    locale: 'en',
    sessionId: newId(),
    active: true,
    can: (permission) => can({ roles: site.roles, duties, active: true }, permission),
  };
}

let glns = 100_000_000 + randomInt(1_000_000);

/** A GLN of the range 952, which GS1 keeps for examples. */
export function aGln(): string {
  const payload = `952${(glns += 1)}`;
  return payload + checkDigit(payload);
}
