import type { ErrorCode } from '../../platform/errors/index.js';
import type { RuleCode } from './alert-rule.js';
import type { IncidentStatus } from './incident.entity.js';

/** What is done to several incidents at once. */
export type TriageAct = 'TAKE' | 'CLOSE' | 'REOPEN';

/** How long a closing can be taken back, by who closed. */
export const REOPEN_WITHIN_MS = 15 * 60_000;

export interface TriagedIncident {
  readonly id: string;
  readonly status: IncidentStatus;
  readonly rule: RuleCode;
  readonly hasOpenCase: boolean;
  /** Whether its case was closed with it: what was said there is not unsaid. */
  readonly hasCase: boolean;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  /** The same happened again since it was closed, and has an incident of its own. */
  readonly followed: boolean;
}

export interface TriageRefusal {
  readonly id: string;
  readonly code: ErrorCode;
}

/** Which of the asked incidents stand in the way, and why; none where all can be done. */
export function triageRefusals(
  act: TriageAct,
  asked: readonly string[],
  found: readonly TriagedIncident[],
  by: { readonly userId: string; readonly now: Date },
): TriageRefusal[] {
  const known = new Map(found.map((incident) => [incident.id, incident]));
  const rule = known.get(asked[0] ?? '')?.rule;
  return asked.flatMap((id) => {
    const incident = known.get(id);
    const code = incident ? refusalOf(act, incident, rule, by) : 'NOT_FOUND';
    return code ? [{ id, code }] : [];
  });
}

function refusalOf(
  act: TriageAct,
  incident: TriagedIncident,
  rule: RuleCode | undefined,
  { userId, now }: { readonly userId: string; readonly now: Date },
): ErrorCode | undefined {
  if (act === 'REOPEN') {
    const inTime = incident.closedAt && now.getTime() - incident.closedAt.getTime() <= REOPEN_WITHIN_MS;
    const own = incident.status === 'CLOSED' && incident.closedBy === userId && !incident.hasCase;
    return own && inTime && !incident.followed ? undefined : 'INCIDENT_NOT_REOPENED';
  }
  if (incident.status === 'CLOSED') return 'INCIDENT_CLOSED';
  if (act === 'TAKE') return undefined;
  if (incident.hasOpenCase) return 'CASE_OPEN';
  // One code for many measures one rule: what has another cause is looked at by itself.
  return incident.rule === rule ? undefined : 'INCIDENT_OF_ANOTHER_RULE';
}
