import { standingOf } from './consent-standing';
import type { AccessRequest } from './records.documents';

type Asked = Pick<AccessRequest, 'status' | 'createdAt' | 'consent'>;

const DAY_MS = 86_400_000;

/**
 * What a desk asked of one patient, newest first, as it matters now: what waits, what opens here, and what ended today;
 * the rest is history. The newest always matters: it says how asking went. Pure.
 */
export function sortedRequests<R extends Asked>(
  requests: readonly R[],
  isHere: (request: R) => boolean,
  now: number,
): { readonly current: R[]; readonly earlier: R[] } {
  const matters = (request: R, place: number) => {
    if (place === 0 || request.status === 'OPEN') return true;
    if (!request.consent || !isHere(request)) return false;
    const standing = standingOf(request.consent, now);
    const isOver = standing !== 'active' && standing !== 'sending';
    return !isOver || Date.parse(String(request.createdAt)) > now - DAY_MS;
  };
  return {
    current: requests.filter(matters),
    earlier: requests.filter((request, place) => !matters(request, place)),
  };
}
