import { expect, it } from 'vitest';
import type { SeenLine } from './access-lines';
import { accessesBehind, EVERYTHING, readersOf, siteBehind, unseenOf, wantedLines } from './looks';
import type { AccessRequest } from './records.documents';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const DAY = 86_400;
const line = (more: Partial<SeenLine> = {}): SeenLine => ({
  key: 'one',
  event: 'release',
  time: NOW / 1000 - 60,
  organisation: 'Heart Clinic',
  person: 'Dr. Amin',
  categories: ['cardiology'],
  purpose: 'TREAT',
  reason: '',
  requestHash: `0x${'1'.repeat(64)}`,
  nodes: 3,
  ...more,
});
const LINES = [
  line(),
  line({
    event: 'denial',
    person: 'Dr. Hale',
    organisation: 'Riverside Practice',
    categories: ['medications'],
  }),
  line({ event: 'break-glass', time: NOW / 1000 - 40 * DAY }),
  line({ event: 'consent', person: '', organisation: '', reason: 'granted' }),
];

it('the log shows all, or what was looked at, or what was refused', () => {
  const of = (more: object) => wantedLines(LINES, { ...EVERYTHING, ...more }, NOW).map(({ event }) => event);
  expect(of({})).toHaveLength(4);
  expect(of({ kind: 'looks' })).toEqual(['release', 'break-glass']);
  expect(of({ kind: 'refused' })).toEqual(['denial']);
});

it('the log is narrowed by who, what and when', () => {
  const of = (more: object) => wantedLines(LINES, { ...EVERYTHING, ...more }, NOW).map(({ event }) => event);
  expect(readersOf(LINES)).toEqual(['Dr. Amin, Heart Clinic', 'Dr. Hale, Riverside Practice']);
  expect(of({ who: 'Dr. Hale, Riverside Practice' })).toEqual(['denial']);
  expect(of({ part: 'medications' })).toEqual(['denial']);
  expect(of({ days: 30 })).toEqual(['release', 'denial', 'consent']);
});

const request = (more: object = {}) =>
  ({
    site: { id: 'heart', name: 'Heart Clinic' },
    person: 'Dr. Amin',
    categories: ['cardiology', 'medications'],
    consent: {
      notAfter: '2026-11-24T12:00:00Z',
      revokedAt: null,
      revoking: null,
      granting: { status: 'CONFIRMED' },
    },
    ...more,
  }) as unknown as AccessRequest;

it('every access that a look can have come from is found, and no other', () => {
  const over = { ...request().consent!, notAfter: '2026-11-22T12:00:00Z' };
  const requests = [
    request(),
    request({ categories: ['medications'] }),
    request({ person: 'Dr. Hale' }),
    request({ site: { id: 'other', name: 'Riverside Practice' } }),
    request({ consent: over }),
    request({ consent: null }),
  ];
  expect(accessesBehind(line(), requests, NOW)).toEqual([requests[0]]);
  expect(accessesBehind(line({ event: 'denial' }), requests, NOW)).toEqual([]);
});

it('a carer’s look came from what a carer of that name was allowed, and no clinic', () => {
  const carers = line({ purpose: 'SUPNWK', organisation: '-', person: 'Mia', categories: [] });
  const requests = [
    request({ site: null, person: 'Mia' }),
    request({ site: null, person: 'Max' }),
    request({ person: 'Mia', site: { id: 'odd', name: '-' } }),
  ];
  expect(accessesBehind(carers, requests, NOW)).toEqual([requests[0]]);
});

it('the site of a look is one that the owner knows under that name', () => {
  expect(siteBehind(line(), [request()], [])).toBe('heart');
  expect(siteBehind(line({ organisation: 'Hart Clinic' }), [request()], [])).toBeUndefined();
});

it('only looks that came since count as new', () => {
  expect(unseenOf(LINES, 0)).toBe(3);
  expect(unseenOf(LINES, NOW / 1000 - DAY)).toBe(2);
  expect(unseenOf(LINES, NOW / 1000)).toBe(0);
});
