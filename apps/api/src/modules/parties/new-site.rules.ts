import type { SiteRole } from '@custodia/access';
import type { MarketCode } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isMarketCode } from './markets.js';

export interface NewSite {
  readonly organisation: string;
  readonly name: string;
  readonly gln: string;
  readonly roles: readonly SiteRole[];
  readonly market: MarketCode;
  readonly timeZone: string;
  readonly country: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly address: string | null;
}

export interface SiteInput {
  readonly organisation: string;
  readonly name: string;
  readonly gln: string;
  readonly roles: readonly SiteRole[];
  readonly market: string;
  readonly timeZone: string;
  readonly country: string;
  readonly region?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly address?: string | null | undefined;
}

/** @throws DomainError BAD_INPUT that names the field. */
export function newSite(input: SiteInput): NewSite {
  const roles = [...new Set(input.roles)];
  if (!roles.length) throw bad('A site needs at least one role.');
  if (roles.includes('REGULATOR') && roles.length > 1) throw bad('A regulator has no other role.');
  if (!isMarketCode(input.market)) throw bad(`There is no market profile "${input.market}".`);
  if (!/^[A-Z]{2}$/.test(input.country))
    throw bad('The country is two capital letters (ISO 3166-1), such as DE.');
  if (!isTimeZone(input.timeZone)) throw bad(`"${input.timeZone}" is no time zone such as Europe/Berlin.`);
  return {
    organisation: shownText('organisation', input.organisation),
    name: shownText('name', input.name),
    gln: input.gln,
    roles,
    market: input.market,
    timeZone: input.timeZone,
    country: input.country,
    region: optionalText('region', input.region),
    city: optionalText('city', input.city),
    address: optionalText('address', input.address),
  };
}

const LONGEST = 200;

/** A name that people read: 1 to 200 characters that can be shown. @throws DomainError BAD_INPUT */
export function shownText(field: string, value: string): string {
  const trimmed = value.trim();
  if (!trimmed || trimmed.length > LONGEST) throw bad(`${field} must have 1 to ${LONGEST} characters.`);
  // Unicode "Other": control characters, which no name has and some screens obey.
  if (/\p{C}/u.test(trimmed)) throw bad(`${field} holds a character that cannot be shown.`);
  return trimmed;
}

function optionalText(field: string, value: string | null | undefined): string | null {
  return value?.trim() ? shownText(field, value) : null;
}

function isTimeZone(name: string): boolean {
  return /^[A-Za-z]+\/[A-Za-z_/+-]+$/.test(name) && isKnownToRuntime(name);
}

function isKnownToRuntime(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false; // RangeError: the runtime does not know the zone
  }
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
