import type { Severity } from './alert-rule.js';

const WEIGHT: Readonly<Record<Severity, number>> = { LOW: 10, MEDIUM: 30, HIGH: 60, CRITICAL: 80 };
const PER_ALERT = 3;
const PER_SITE = 6;

/** How grave an incident is, from 0 to 100, and why in one sentence. */
export interface Score {
  readonly score: number;
  readonly reason: string;
  readonly gravest: Severity;
}

/** The gravest alert counts most; more alerts and more places add up to 20 and 18 points. */
export function scoreIncident(severities: readonly Severity[], sites: number): Score {
  const gravest = severities.reduce<Severity>(
    (worst, next) => (WEIGHT[next] > WEIGHT[worst] ? next : worst),
    'LOW',
  );
  const more = Math.min(Math.max(severities.length - 1, 0) * PER_ALERT, 20);
  const spread = Math.min(Math.max(sites - 1, 0) * PER_SITE, 18);
  const parts = [`${WEIGHT[gravest]} for its gravest alert (${gravest.toLowerCase()})`];
  if (more > 0) parts.push(`${more} for ${severities.length - 1} more`);
  if (spread > 0) parts.push(`${spread} for ${sites} places`);
  return { score: Math.min(WEIGHT[gravest] + more + spread, 100), reason: `${parts.join(', ')}.`, gravest };
}
