import { expect, it } from 'vitest';
import { sortedRequests } from './asked-requests';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const hour = (n: number) => new Date(NOW + n * 3_600_000).toISOString();

function asked(id: string, createdAt: string, change: Partial<Parameters<typeof one>[0]> = {}) {
  return one({ id, createdAt, status: 'ALLOWED', notAfter: hour(5), ...change });
}
function one(what: {
  id: string;
  createdAt: string;
  status: 'OPEN' | 'ALLOWED' | 'DENIED' | 'WITHDRAWN';
  notAfter: string;
  elsewhere?: boolean;
}) {
  const { notAfter, ...rest } = what;
  const consent = {
    opening: '',
    wraps: [],
    notAfter,
    revokedAt: null,
    revoking: null,
    granting: { id: '', status: 'CONFIRMED' as const, reason: null, blockNumber: null },
  };
  return { ...rest, consent: rest.status === 'ALLOWED' ? (consent as never) : null };
}
const sorted = (...requests: ReturnType<typeof one>[]) => {
  const { current, earlier } = sortedRequests(requests, ({ elsewhere }) => !elsewhere, NOW);
  return [current.map(({ id }) => id).join(), earlier.map(({ id }) => id).join()];
};

it('what waits, what opens here and what ended today matters; the rest is history', () => {
  expect(
    sorted(
      asked('newest', hour(-1)),
      asked('waits', hour(-30), { status: 'OPEN' }),
      asked('opens', hour(-30)),
      asked('ended today', hour(-20), { notAfter: hour(-1) }),
      asked('ended long ago', hour(-60), { notAfter: hour(-30) }),
      asked('elsewhere', hour(-3), { elsewhere: true }),
      asked('denied', hour(-3), { status: 'DENIED' }),
    ),
  ).toEqual(['newest,waits,opens,ended today', 'ended long ago,elsewhere,denied']);
});

it('the newest says how asking went, whatever it says', () => {
  expect(sorted(asked('denied', hour(-90), { status: 'DENIED' }))).toEqual(['denied', '']);
  expect(sorted(asked('elsewhere', hour(-90), { elsewhere: true }))).toEqual(['elsewhere', '']);
  expect(sorted()).toEqual(['', '']);
});
