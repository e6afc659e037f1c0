import type { Duty, SiteRole } from '@custodia/access';
import { checkDigit } from '@custodia/gs1';
import type { SiteInput } from '../modules/parties/index.js';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly duties?: readonly Duty[];
  readonly pin?: string;
  /** Other sites where this person works, too, as a locum does. */
  readonly also?: readonly string[];
}

export interface DemoSite {
  readonly site: SiteInput;
  readonly people: readonly DemoPerson[];
}

const UNITED_STATES = { market: 'US', country: 'US', timeZone: 'America/New_York' } as const;
const GERMANY = { market: 'EU', country: 'DE', timeZone: 'Europe/Berlin' } as const;

/** GLNs of the prefix 952, which GS1 keeps for demonstrations and examples. */
export function demoGln(number: number): string {
  const payload = `9521000${String(number).padStart(5, '0')}`;
  return payload + checkDigit(payload);
}

const at = (number: number, role: SiteRole, organisation: string, name: string, place: object) =>
  ({ organisation, name, gln: demoGln(number), roles: [role], ...place }) as unknown as SiteInput;

/** The keys are how the story calls the sites. The regulator founded the consortium; it admits all others. */
export const SITES = {
  northwind: {
    site: at(2, 'MANUFACTURER', 'Northwind Pharma', 'Northwind Pharma, Newark plant', {
      ...UNITED_STATES,
      region: 'NJ',
      city: 'Newark',
    }),
    people: [
      {
        email: 'maria@northwind.example',
        name: 'Maria Alvarez',
        duties: ['recall.propose', 'audit.read', 'people.manage'],
      },
      { email: 'jonas@northwind.example', name: 'Jonas Reed', duties: ['recall.approve'] },
    ],
  },
  lakeshore: {
    site: at(3, 'MANUFACTURER', 'Lakeshore Laboratories', 'Lakeshore Laboratories, Buffalo plant', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Buffalo',
    }),
    people: [
      {
        email: 'priya@lakeshore.example',
        name: 'Priya Nair',
        duties: ['recall.propose', 'audit.read', 'people.manage'],
      },
      { email: 'tom@lakeshore.example', name: 'Tom Becker', duties: ['recall.approve'] },
    ],
  },
  atlantic: {
    site: at(4, 'DISTRIBUTOR', 'Atlantic Medical', 'Atlantic Medical, Edison warehouse', {
      ...UNITED_STATES,
      region: 'NJ',
      city: 'Edison',
    }),
    people: [{ email: 'sam@atlantic.example', name: 'Sam Okafor', duties: ['people.manage'] }],
  },
  rheinland: {
    site: at(5, 'DISTRIBUTOR', 'Rheinland Pharmagroßhandel', 'Rheinland, Lager Köln', {
      ...GERMANY,
      city: 'Köln',
    }),
    people: [{ email: 'greta@rheinland.example', name: 'Greta Vogel' }],
  },
  harbor: {
    site: at(6, 'PHARMACY', 'Harbor Pharmacy', 'Harbor Pharmacy', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Albany',
    }),
    people: [
      { email: 'lena@harbor.example', name: 'Lena Fischer', pin: '271828', duties: ['privacy.review'] },
      { email: 'omar@harbor.example', name: 'Omar Haddad', pin: '314159', also: ['elm'] },
    ],
  },
  elm: {
    site: at(7, 'PHARMACY', 'Elm Street Drugs', 'Elm Street Drugs', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Syracuse',
    }),
    people: [{ email: 'ruth@elm.example', name: 'Ruth Kim', pin: '161803' }],
  },
  mercy: {
    site: at(8, 'PHARMACY', 'Mercy Hospital', 'Mercy Hospital pharmacy', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Rochester',
    }),
    people: [{ email: 'ben@mercy.example', name: 'Ben Castillo', pin: '141421' }],
  },
  markt: {
    site: at(9, 'PHARMACY', 'Apotheke am Markt', 'Apotheke am Markt', { ...GERMANY, city: 'Bonn' }),
    people: [{ email: 'klara@markt.example', name: 'Klara Weiß', pin: '173205' }],
  },
  riverside: {
    site: at(10, 'PRESCRIBER', 'Riverside Practice', 'Riverside Practice', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Albany',
    }),
    people: [{ email: 'dr.hale@riverside.example', name: 'Dr. Eleanor Hale' }],
  },
  heart: {
    site: at(11, 'PRESCRIBER', 'Heart Clinic', 'Heart Clinic', {
      ...UNITED_STATES,
      region: 'NY',
      city: 'Albany',
    }),
    people: [
      { email: 'dr.amin@heart.example', name: 'Dr. Yusuf Amin' },
      {
        email: 'ines@heart.example',
        name: 'Inês Duarte',
        duties: ['privacy.review', 'audit.read', 'people.manage'],
        also: ['riverside'],
      },
    ],
  },
} as const satisfies Record<string, DemoSite>;

export type SiteName = keyof typeof SITES;

export const REGULATOR = {
  site: {
    organisation: 'National Medicines Authority',
    name: 'National Medicines Authority',
    roles: ['REGULATOR'],
    ...UNITED_STATES,
    region: 'NY',
    city: 'Albany',
  },
  people: [
    {
      email: 'nora@authority.example',
      name: 'Nora Lindqvist',
      duties: ['party.order', 'recall.propose', 'audit.read', 'people.manage', 'privacy.review'],
    },
    {
      email: 'david@authority.example',
      name: 'David Osei',
      duties: ['party.order', 'recall.approve'],
    },
  ],
} as const;
