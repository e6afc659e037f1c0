import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prescribe, receive, registerLot, ship, siteNamed } from './acts.js';
import { Client, newKey } from './client.js';
import { packContainer, returnGoods } from './goods-acts.js';

/** A screen of the portal: its route in the app's folders, who works there, and how one gets to a real one. */
export interface Screen {
  readonly route: string;
  /** Undefined: nobody is signed in. */
  readonly email: string | undefined;
  /** Whether the patient of the demo is there, with the record open; else there is a door. */
  readonly inRecord?: true;
  /** The address, where the route names something. */
  readonly address?: (client: Client) => Promise<string>;
}

const MAKER = 'maria@northwind.example';
const DISTRIBUTOR = 'sam@atlantic.example';
const PHARMACY = 'lena@harbor.example';
const ELM = 'ruth@elm.example';
const PRESCRIBER = 'dr.hale@riverside.example';
const REGULATOR = 'nora@authority.example';

/** The first of a list that the person sees. */
const first = (list: string, key = 'id') => {
  return async (client: Client): Promise<string> => {
    const answer = await client.ask<{ list: { nodes: Record<string, string>[] } }>(
      `{ list: ${list} { nodes { ${key} } } }`,
    );
    const value = answer.list.nodes[0]?.[key];
    if (value === undefined) throw new Error(`The demo shows nobody ${list}`);
    return value;
  };
};

/** What an invitation to Northwind leads to. */
async function invited(): Promise<string> {
  const maker = await Client.signedIn(MAKER);
  const { invitePerson } = await maker.ask<{ invitePerson: { link: string } }>(
    'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link } }',
    { input: { email: `new-${newKey()}@northwind.example`, duties: [] } },
  );
  const { pathname, hash } = new URL(invitePerson.link);
  return pathname + hash;
}

/** Goods that lie at the door, sent by the maker on purpose. */
async function arriving(client: Client, name: string): Promise<string> {
  const maker = await Client.signedIn(MAKER);
  const lot = await registerLot(maker, 3);
  await ship(maker, await siteNamed(maker, name), { runId: lot.runId, from: 0, to: 3 });
  return first('shipments(direction: INBOUND, open: true)')(client);
}

/** Goods that a site has just received from their maker, and sends back. */
async function sentBack(email: string, name: string): Promise<string> {
  const [maker, site] = [await Client.signedIn(MAKER), await Client.signedIn(email)];
  const lot = await registerLot(maker, 2);
  const all = { runId: lot.runId, from: 0, to: 2 };
  await receive(site, await ship(maker, await siteNamed(maker, name), all));
  return returnGoods(site, await siteNamed(site, 'Northwind'), all);
}

/** The run that the site holds packs of. */
async function held(client: Client): Promise<string> {
  const { holdings } = await client.ask<{ holdings: { nodes: { run: { id: string } }[] } }>(
    '{ holdings(first: 1) { nodes { run { id } } } }',
  );
  return holdings.nodes[0]!.run.id;
}

/** A carton with one of the packs that lie there unpacked. */
async function packed(client: Client): Promise<string> {
  const { holdings } = await client.ask<{
    holdings: { nodes: { run: { id: string }; free: { from: number; to: number }[] }[] };
  }>('{ holdings(first: 1) { nodes { run { id } free { from to } } } }');
  const [{ run, free }] = holdings.nodes as [(typeof holdings.nodes)[0]];
  const last = free.at(-1)!.to;
  return packContainer(client, 'CARTON', { ranges: [{ runId: run.id, from: last - 1, to: last }] });
}

/** The demo's patient is asked by a clinic that knows the record. */
async function askedByAClinic(): Promise<string> {
  const clinic = await Client.signedIn('dr.amin@heart.example');
  const { recordPairings } = await clinic.ask<{ recordPairings: { id: string }[] }>(
    '{ recordPairings { id } }',
  );
  const key = () => randomBytes(32).toString('base64url');
  await clinic.ask('mutation ($input: AskAccessInput!) { askAccess(input: $input) }', {
    input: {
      pairingId: recordPairings[0]!.id,
      kemKey: key(),
      signKey: key(),
      purpose: 'TREAT',
      categories: ['laboratory'],
      until: new Date(Date.now() + 86_400_000).toISOString(),
      words: 'Before your appointment on Friday',
    },
  });
  return '/patient/requests';
}

/** The case of what a copied serial looked like: the demo's pack of Northwind that was dispensed in two cities. */
async function investigated(client: Client): Promise<string> {
  const regulator = await Client.signedIn(REGULATOR);
  const { incidents } = await regulator.ask<{
    incidents: { nodes: { id: string; status: string; alerts: { rule: string }[] }[] };
  }>('{ incidents(first: 100) { nodes { id status alerts { rule } } } }');
  for (const { id, status, alerts } of incidents.nodes)
    if (status !== 'CLOSED' && alerts.some(({ rule }) => rule === 'DUPLICATE_DISPENSE'))
      await regulator.ask('mutation ($input: OpenCaseInput!) { openCase(input: $input) { id } }', {
        input: { idempotencyKey: newKey(), incidentId: id, text: 'Both packs are being fetched.' },
      });
  return first('cases')(client);
}

/** A case that the site takes no part in, and may not see. */
const foreign = async () => '01a20000-0000-7000-8000-000000000000';

const at = (email: string, ...routes: string[]): Screen[] => routes.map((route) => ({ route, email }));
const one = (email: string, route: string, find: (client: Client) => Promise<string>): Screen => ({
  route,
  email,
  address: async (client) => route.replace(/\[\w+\]/, encodeURIComponent(await find(client))),
});

/** Every screen. A page in the app's folders without a row here fails a spec, and so does a row without a page. */
export const SCREENS: readonly Screen[] = [
  { route: '/sign-in', email: undefined },
  { route: '/', email: undefined },
  { route: '/join', email: undefined, address: invited },
  // To who has not signed in, each of them is the patient's door.
  ...[
    '/patient',
    '/patient/log',
    '/patient/more',
    '/patient/sharing',
    '/patient/ways',
    '/patient/card',
    '/patient/check',
    '/patient/caring',
    '/patient/hand-over',
    '/patient/move',
  ].map((route) => ({ route, email: undefined, inRecord: true as const })),
  { route: '/patient/requests', email: undefined, inRecord: true, address: askedByAClinic },
  {
    route: '/contact',
    email: undefined,
    address: async () => `/contact#0x${'ab'.repeat(32)}.${'A'.repeat(43)}`,
  },
  ...at(MAKER, '/home', '/scanner', '/security', '/people'),
  ...at(
    MAKER,
    '/manufacturer/lots',
    '/manufacturer/lots/new',
    '/manufacturer/containers',
    '/manufacturer/containers/new',
    '/manufacturer/shipments',
    '/manufacturer/shipments/new',
    '/manufacturer/recalls',
    '/manufacturer/alerts',
    '/manufacturer/trace',
    '/manufacturer/products',
    '/manufacturer/receive',
    '/manufacturer/stock',
    '/manufacturer/stock/claim',
  ),
  one(MAKER, '/manufacturer/lots/[id]', first('lots')),
  one(MAKER, '/manufacturer/containers/[sscc]', packed),
  one(MAKER, '/manufacturer/shipments/[id]', first('shipments(direction: OUTBOUND)')),
  one(MAKER, '/manufacturer/cases/[id]', investigated),
  one(MAKER, '/manufacturer/stock/[run]', held),
  one(MAKER, '/manufacturer/receive/[id]', () => sentBack(DISTRIBUTOR, 'Atlantic')),
  one('priya@lakeshore.example', '/manufacturer/recalls/[id]', first('recalls')),
  ...at(
    DISTRIBUTOR,
    '/distributor/receive',
    '/distributor/stock',
    '/distributor/stock/claim',
    '/distributor/shipments',
    '/distributor/shipments/new',
    '/distributor/containers',
    '/distributor/containers/new',
    '/distributor/recalls',
    '/distributor/alerts',
    '/distributor/trace',
  ),
  one(DISTRIBUTOR, '/distributor/receive/[id]', (client) => arriving(client, 'Atlantic')),
  one(DISTRIBUTOR, '/distributor/shipments/[id]', first('shipments(direction: OUTBOUND)')),
  one(DISTRIBUTOR, '/distributor/containers/[sscc]', packed),
  one(DISTRIBUTOR, '/distributor/recalls/[id]', first('recalls')),
  one(DISTRIBUTOR, '/distributor/cases/[id]', foreign),
  one(DISTRIBUTOR, '/distributor/stock/[run]', held),
  ...at(
    PHARMACY,
    '/pharmacy/scan',
    '/pharmacy/basket',
    '/pharmacy/receive',
    '/pharmacy/supplies',
    '/pharmacy/issues',
    '/pharmacy/owed',
    '/pharmacy/shipments',
    '/pharmacy/shipments/new',
    '/pharmacy/stock',
    '/pharmacy/stock/claim',
    '/pharmacy/recalls',
    '/pharmacy/patients',
    '/pharmacy/trace',
  ),
  one(PHARMACY, '/pharmacy/receive/[id]', (client) => arriving(client, 'Harbor')),
  one(ELM, '/pharmacy/cases/[id]', investigated),
  one(PHARMACY, '/pharmacy/stock/[run]', held),
  one(PHARMACY, '/pharmacy/shipments/[id]', () => sentBack(PHARMACY, 'Harbor')),
  one(PHARMACY, '/pharmacy/supplies/[id]', first('dispensings')),
  one(PHARMACY, '/pharmacy/recalls/[id]', first('recalls')),
  ...at(
    PRESCRIBER,
    '/prescriber/prescriptions',
    '/prescriber/issue',
    '/prescriber/patients',
    '/prescriber/emergency',
  ),
  ...at('ines@heart.example', '/prescriber/reviews', '/reports'),
  one(PRESCRIBER, '/prescriber/prescriptions/[id]', async (client) => {
    await prescribe(client, 21, 1);
    return first('prescriptions')(client);
  }),
  ...at(
    REGULATOR,
    '/regulator/incidents',
    '/regulator/parties',
    '/regulator/lots',
    '/regulator/recalls',
    '/regulator/trace',
    '/regulator/rules',
    '/audit',
    '/webhooks',
  ),
  one(REGULATOR, '/regulator/lots/[id]', first('lots')),
  one(REGULATOR, '/regulator/recalls/[id]', first('recalls')),
  one(REGULATOR, '/regulator/cases/[id]', investigated),
];

const APP = fileURLToPath(new URL('../../apps/portal/app', import.meta.url));

/** The routes that the app's folders make; a folder in brackets groups and is no part of the address. */
export function routesOfTheApp(): string[] {
  const pages = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('page.tsx'),
  );
  return pages.map((file) => {
    const folders = file.split('/').slice(0, -1);
    return `/${folders.filter((folder) => !folder.startsWith('(')).join('/')}`;
  });
}
