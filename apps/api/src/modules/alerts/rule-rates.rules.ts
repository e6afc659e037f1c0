import type { RuleCode } from './alert-rule.js';
import { RULE_CODES } from './alert-rule.js';
import type { ClosingCode } from './alerts.service.js';

/** Closed incidents of one rule with one code, and open ones without. */
export interface Tally {
  readonly rule: RuleCode;
  readonly code: ClosingCode | null;
  readonly incidents: number;
}

/** How often a rule was right. */
export interface RuleRate {
  readonly rule: RuleCode;
  readonly open: number;
  readonly closed: number;
  /** Of the closed ones, those that were about something. */
  readonly confirmed: number;
  /** Null where nothing was closed that says anything about the rule. */
  readonly precision: number | null;
  readonly codes: readonly { readonly code: ClosingCode; readonly incidents: number }[];
}

/** What makes an alert worth having been raised. */
const CONFIRMING: readonly ClosingCode[] = ['CONFIRMED_FALSIFIED', 'THEFT_OR_DIVERSION'];

/** Every rule, those with the most closed incidents first. Tests say nothing about how often a rule is right. */
export function ratesOf(tallies: readonly Tally[]): RuleRate[] {
  const rates = RULE_CODES.map((rule) => {
    const own = tallies.filter((tally) => tally.rule === rule);
    const codes = own.flatMap(({ code, incidents }) => (code === null ? [] : [{ code, incidents }]));
    const closed = sum(codes);
    const confirmed = sum(codes.filter(({ code }) => CONFIRMING.includes(code)));
    const telling = closed - sum(codes.filter(({ code }) => code === 'TEST'));
    const open = sum(own.filter(({ code }) => code === null));
    return { rule, open, closed, confirmed, precision: telling === 0 ? null : confirmed / telling, codes };
  });
  return rates.sort((a, b) => b.closed - a.closed || b.open - a.open);
}

function sum(counts: readonly { readonly incidents: number }[]): number {
  return counts.reduce((total, { incidents }) => total + incidents, 0);
}
