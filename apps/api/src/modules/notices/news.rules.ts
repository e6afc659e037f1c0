import type { SiteRole } from '@custodia/access';
import type { Topic } from './topics.js';

/** Nobody chooses tests; what concerns a patient's own record is told in any case. */
export type NewsTopic = Topic | 'TEST' | 'RECORD';

/** What a notice says. Never a serial, a person's name or anything of a patient: a number, and where to read on. */
export interface News {
  readonly topic: NewsTopic;
  /** What happened, such as `case.question` or `recall.issued`. */
  readonly type: string;
  readonly subjectId: string | null;
  /** What people say on the telephone, such as C-2026-12; null where there is no such number. */
  readonly number: string | null;
}

/** Screens in which something of the topic can be read, by the role of the site, in the order of the goods' way. */
const SCREENS: { readonly [T in Topic]: readonly (readonly [SiteRole, string])[] } = {
  CASE: [
    ['MANUFACTURER', '/manufacturer/cases/'],
    ['DISTRIBUTOR', '/distributor/cases/'],
    ['PHARMACY', '/pharmacy/cases/'],
    ['REGULATOR', '/regulator/cases/'],
  ],
  RECALL: [
    ['MANUFACTURER', '/manufacturer/recalls/'],
    ['DISTRIBUTOR', '/distributor/recalls/'],
    ['PHARMACY', '/pharmacy/recalls/'],
    ['REGULATOR', '/regulator/recalls/'],
  ],
  INCIDENT: [['REGULATOR', '/regulator/incidents?incident=']],
  PARTY: [['REGULATOR', '/regulator/parties?proposal=']],
};

/** Where a patient reads on, by what happened. */
const OWN_SCREENS: Readonly<Record<string, string>> = {
  'record.asked': '/patient/requests',
  'record.emergency': '/patient/more',
  'record.news': '/patient/log',
  'care.asked': '/patient/caring',
  'care.emergency': '/patient/caring',
};

/** Where people of a site with these roles read on; their home where no screen is made for it. */
export function linkTo({ topic, type, subjectId }: News, roles: readonly SiteRole[], origin: string): string {
  if (topic === 'RECORD') return `${origin}${OWN_SCREENS[type] ?? '/patient'}`;
  const screens = topic === 'TEST' ? [] : SCREENS[topic];
  const screen = screens.find(([role]) => roles.includes(role));
  return screen && subjectId ? `${origin}${screen[1]}${subjectId}` : `${origin}/home`;
}

/** What a webhook is sent: the same bytes each time, so that whoever got it once recognises it. */
export function bodyOf(id: string, at: Date, news: News, link: string): string {
  return JSON.stringify({
    id,
    type: news.type,
    timestamp: at.toISOString(),
    data: { subjectId: news.subjectId, number: news.number, link },
  });
}
