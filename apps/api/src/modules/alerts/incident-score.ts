import type { Severity } from './alert-rule.js';

const WEIGHT: Readonly<Record<Severity, number>> = { LOW: 10, MEDIUM: 30, HIGH: 60, CRITICAL: 80 };
const PER_ALERT = 3;
const PER_SITE = 6;

/** What the score of an incident is made of. */
export interface ScoreParts {
  readonly gravest: Severity;
  readonly gravestPoints: number;
  /** Alerts besides the gravest. */
  readonly others: number;
  readonly othersPoints: number;
  readonly places: number;
  readonly placesPoints: number;
}

/** How grave an incident is, from 0 to 100, and why in one English sentence. */
export interface Score {
  readonly score: number;
  readonly reason: string;
  readonly gravest: Severity;
}

/** The gravest alert counts most; more alerts and more places add up to 20 and 18 points. */
export function scoreParts(gravest: Severity, alerts: number, places: number): ScoreParts {
  const others = Math.max(alerts - 1, 0);
  return {
    gravest,
    gravestPoints: WEIGHT[gravest],
    others,
    othersPoints: Math.min(others * PER_ALERT, 20),
    places,
    placesPoints: Math.min(Math.max(places - 1, 0) * PER_SITE, 18),
  };
}

export function scoreIncident(severities: readonly Severity[], sites: number): Score {
  const gravest = severities.reduce<Severity>(
    (worst, next) => (WEIGHT[next] > WEIGHT[worst] ? next : worst),
    'LOW',
  );
  const { gravestPoints, others, othersPoints, places, placesPoints } = scoreParts(
    gravest,
    severities.length,
    sites,
  );
  const parts = [`${gravestPoints} for its gravest alert (${gravest.toLowerCase()})`];
  if (othersPoints > 0) parts.push(`${othersPoints} for ${others} more`);
  if (placesPoints > 0) parts.push(`${placesPoints} for ${places} places`);
  const score = Math.min(gravestPoints + othersPoints + placesPoints, 100);
  return { score, reason: `${parts.join(', ')}.`, gravest };
}
