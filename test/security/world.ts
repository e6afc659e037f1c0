import { randomBytes, randomUUID } from 'node:crypto';
import { DUTIES } from '@custodia/access';
import { checkDigit } from '@custodia/gs1';
import {
  aPrescription,
  aRun,
  aSite,
  aWebhook,
  confirmItems,
  confirmRun,
  atWork,
  type ApiBench,
  type Browser,
  type BuiltPrescription,
  type BuiltRun,
  type BuiltSite,
} from '@custodia/api/testing';
import { aLetInMachine } from './let-in-machine.js';
import { LETTERS, ROLES, type Letter } from './roles.js';

/** What an id can be of. */
export type Kind = (typeof KINDS)[number];
export const KINDS = [
  'alert',
  'case',
  'colleague',
  'container',
  'delivery',
  'dispensing',
  'gtin',
  'incident',
  'invitation',
  'item',
  'line',
  'lot',
  'machine',
  'machineKey',
  'operation',
  'owed',
  'partyProposal',
  'passkey',
  'prescription',
  'product',
  'recall',
  'session',
  'run',
  'shipment',
  'shipmentLine',
  'site',
  'spareWebhook',
  'user',
  'webhook',
  'workplace',
] as const;

/** What goes with an id: useless without it. */
export interface Secrets {
  readonly contentKey: string;
  readonly scan: string;
  readonly serial: string;
  readonly lotNumber: string;
  readonly signature: string;
}

/** The sites of a supply chain, one for each role, their people and what they have to do with each other. */
export interface World {
  readonly sites: Record<Letter, BuiltSite>;
  /** Trusted with every duty. */
  readonly people: Record<Letter, Browser>;
  /** Their colleagues, who are trusted with none. */
  readonly colleagues: Record<Letter, Browser>;
  /** Something of that kind that concerns the site, where there is one. */
  thing(kind: Kind, role: Letter): string;
  readonly secrets: Secrets;
}

export async function aWorld(api: ApiBench): Promise<World> {
  // Ids that are long enough to be told from other numbers.
  await api.sql(`SELECT setval(pg_get_serial_sequence('run', 'id'), greatest(max(id), 100000000)) FROM run`);
  const sites = await byLetter((letter) => aSite(api, { roles: [ROLES[letter]] }));
  const at = (letter: Letter) => ({ siteId: sites[letter].id });
  const people = await byLetter((letter) => atWork(api, at(letter), [...DUTIES]));
  const colleagues = await byLetter((letter) => atWork(api, at(letter)));
  const actor = (letter: Letter) => actorOf(sites[letter]);

  const run = await aRun(api, actor('M'), { units: 60 });
  const order = orders(people);
  const { packContainer } = await order('M', 'packContainer', 'PackContainerInput', 'sscc', {
    kind: 'CARTON',
    ranges: [{ runId: String(run.id), from: 0, to: 10 }],
  });
  const container = String(packContainer?.['sscc']);
  const move = async (from: Letter, to: Letter, lines: object[], more = '') => {
    const sent = await order(from, 'ship', 'ShipInput', 'id lines { id operation { id } }', {
      toSiteId: sites[to].id,
      lines,
    });
    const ship = sent['ship'] as { id: string; lines: { id: string; operation: { id: string } }[] };
    if (more !== 'in transit') {
      await order(to, 'receive', 'ReceiveInput', 'id', { shipmentId: ship.id });
    }
    return ship;
  };
  const range = (from: number, to: number) => ({ runId: String(run.id), from, to });
  const toDistributor = await move('M', 'D', [{ sscc: container }, range(10, 40)]);
  const toPharmacy = await move('D', 'P', [{ sscc: container }, range(10, 25)]);
  const toDisposer = await move('P', 'X', [range(10, 12)], 'in transit');
  const another = await move('P', 'X', [range(12, 14)]);

  const prescription = await aPrescription(api, actor('R'), {}, {});
  await confirmItems(api, prescription);
  const supply = await dispensed(api, order, { run, prescription, pharmacy: sites.P });
  const { proposeRecall } = await order('M', 'proposeRecall', 'ProposeRecallInput', 'id', {
    lotId: run.lotId,
    class: 'II',
    text: 'Particles were found.',
    lotNumber: run.lotNumber,
    ranges: [{ runId: run.id, from: 59, to: 60 }],
  });
  const second = await atWork(api, at('M'), [...DUTIES]);
  await second.ask('mutation ($input: RecallOrderInput!) { approveRecall(input: $input) { id } }', {
    input: { idempotencyKey: randomUUID(), recallId: proposeRecall?.['id'] },
  });
  const alerts = await raised(api, sites, run);
  const { openCase } = await order('P', 'openCase', 'OpenCaseInput', 'id', {
    incidentId: alerts.P!.incident,
    text: 'The same pack came twice.',
  });

  await confirmRun(api, run, [
    { start: 0, end: 10, holder: sites.P.partyId, touched: true },
    { start: 10, end: 12, holder: sites.P.partyId, receiver: sites.X.partyId },
    { start: 12, end: 14, holder: sites.X.partyId },
    { start: 14, end: 25, holder: sites.P.partyId },
    { start: 25, end: 40, holder: sites.D.partyId },
    { start: 40, end: 60, holder: sites.M.partyId },
  ]);
  const [item] = await prescription.items();
  const users = await byLetter(async (letter) => String((await me(people[letter])).id));
  const spares = await byLetter((letter) => aSession(api, users[letter], sites[letter]));
  const members = await byLetter((letter) => aMember(api, sites[letter]));
  const invitations = await byLetter((letter) => anInvitation(api, sites[letter]));
  const webhooks = await byLetter((letter) => aWebhook(api, sites[letter].id, users[letter]));
  const spareWebhooks = await byLetter((letter) => aWebhook(api, sites[letter].id, users[letter]));
  const deliveries = await byLetter((letter) => aDelivery(api, sites[letter], webhooks[letter]));
  const proposals = await byLetter((letter) => aPartyProposal(api, sites[letter], users[letter]));
  const passkeys = await byLetter((letter) => aPasskey(api, users[letter]));
  const machines = await byLetter((letter) => aLetInMachine(api, users[letter], sites[letter]));
  const shipments = { M: toDistributor, D: toDistributor, P: toDisposer, X: toDisposer };
  const shipmentOf = (role: Letter) =>
    role in shipments ? shipments[role as keyof typeof shipments] : another;
  const operationOf: Partial<Record<Letter, string>> = {
    D: toPharmacy.lines[0]!.operation.id,
    P: supply.operation,
    R: await anOperation(api, sites.R),
    X: await anOperation(api, sites.X),
  };
  const things: Record<Kind, (role: Letter) => string> = {
    alert: (role) => (alerts[role] ?? alerts.P)!.alert,
    incident: (role) => (alerts[role] ?? alerts.P)!.incident,
    case: () => String(openCase?.['id']),
    container: () => container,
    dispensing: () => supply.dispensing,
    line: () => supply.line,
    owed: () => supply.owed,
    gtin: () => run.gtin,
    product: () => supply.product,
    item: () => item!.id,
    prescription: () => prescription.id,
    lot: () => run.lotId,
    run: () => String(run.id),
    operation: (role) => operationOf[role] ?? toDistributor.lines[0]!.operation.id,
    recall: () => String(proposeRecall?.['id']),
    shipment: (role) => shipmentOf(role).id,
    shipmentLine: (role) => shipmentOf(role).lines[0]!.id,
    colleague: (role) => members[role],
    invitation: (role) => invitations[role],
    partyProposal: (role) => proposals[role],
    passkey: (role) => passkeys[role],
    webhook: (role) => webhooks[role],
    spareWebhook: (role) => spareWebhooks[role],
    delivery: (role) => deliveries[role],
    machine: (role) => machines[role].id,
    machineKey: (role) => machines[role].keyId,
    session: (role) => spares[role],
    site: (role) => sites[role].id,
    workplace: (role) => sites[role].id,
    user: (role) => users[role],
  };
  return {
    sites,
    people,
    colleagues,
    thing: (kind, role) => things[kind](role),
    secrets: {
      contentKey: prescription.contentKey,
      scan: run.code(3),
      serial: run.serial(3),
      lotNumber: run.lotNumber,
      signature: `0x${'11'.repeat(64)}`,
    },
  };
}

/** Another browser in which the person is signed in: it may be ended. */
async function aSession(api: ApiBench, userId: string, site: BuiltSite): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO session (id, terminal_id, user_id, site_id, access_hash, access_until, refresh_hash, renewed_at,
                          created_at, expires_at)
     VALUES ($1, $1, $2, $3, '', now(), '', now(), now(), now() + interval '12 hours')`,
    [id, userId, site.id],
  );
  return id;
}

/** Somebody of the site who has never been there: the person may be removed. */
async function aMember(api: ApiBench, site: BuiltSite): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO app_user (id, email, name, password_hash, created_at) VALUES ($1, $2, 'Ben', '', now())`,
    [id, `${id}@example.test`],
  );
  await api.sql('INSERT INTO membership (user_id, site_id) VALUES ($1, $2)', [id, site.id]);
  return id;
}

async function anInvitation(api: ApiBench, site: BuiltSite): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO invitation (id, site_id, email, token_hash, created_at, expires_at)
     VALUES ($1, $2, $3, '', now(), now() + interval '3 days')`,
    [id, site.id, `${id}@example.test`],
  );
  return id;
}

/** A delivery that was given up. */
async function aDelivery(api: ApiBench, site: BuiltSite, webhookId: string): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO notice_delivery (id, site_id, webhook_id, topic, type, at, state)
     VALUES ($1, $2, $3, 'TEST', 'test', now(), 'GIVEN_UP')`,
    [id, site.id, webhookId],
  );
  return id;
}

/** What somebody there would have proposed about another, were it a regulator's. */
async function aPartyProposal(api: ApiBench, site: BuiltSite, userId: string): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO party_proposal (id, kind, status, regulator_site_id, site_id, reason, proposed_by, proposed_at, expires_at)
     VALUES ($1, 'REINSTATEMENT', 'EXPIRED', $2, $2, 'Licence given back', $3, now(), now())`,
    [id, site.id, userId],
  );
  return id;
}

/** A passkey that nothing holds. */
async function aPasskey(api: ApiBench, userId: string): Promise<string> {
  const id = randomUUID();
  await api.sql(
    `INSERT INTO passkey (id, user_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
     VALUES ($1, $2, $3, '', 0, '{}', 'Phone', false, now())`,
    [id, userId, randomBytes(16)],
  );
  return id;
}

/** What goes with the ids of nobody. */
export function secretsOfNobody({ secrets }: World): Secrets {
  const serial = 'NOSUCHSERIAL';
  return {
    ...secrets,
    contentKey: randomBytes(32).toString('base64url'),
    serial,
    lotNumber: 'NOSUCHLOT',
    scan: secrets.scan.replace(secrets.serial, serial).replace(secrets.lotNumber, 'NOSUCHLOT'),
  };
}

/** An id of the right form that nothing has. */
export function missing(kind: Kind): string {
  if (kind === 'run') return '900000001';
  if (kind === 'gtin') return withCheckDigit('0368999999999');
  if (kind === 'container') return withCheckDigit('09521234567890123');
  return randomUUID();
}

async function byLetter<T>(make: (letter: Letter) => Promise<T>): Promise<Record<Letter, T>> {
  const made: Partial<Record<Letter, T>> = {};
  for (const letter of LETTERS) made[letter] = await make(letter);
  return made as Record<Letter, T>;
}

type Order = ReturnType<typeof orders>;

/** Has the person of a role do something that must succeed. */
function orders(people: Record<Letter, Browser>) {
  return (by: Letter, name: string, type: string, fields: string, input: object) =>
    people[by].ask<Record<string, Record<string, unknown>>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
}

const actorOf = (site: BuiltSite) => ({
  userId: randomUUID(),
  userName: 'Ana',
  siteId: site.id,
  organisationId: site.organisationId,
  partyId: site.partyId,
  partyIds: site.partyIds,
  roles: site.roles,
  duties: [],
  market: site.market,
  country: site.country,
  locale: 'en',
  sessionId: randomUUID(),
  active: true,
  can: () => true,
});

async function me(browser: Browser): Promise<{ id: string }> {
  return (await browser.ask<{ me: { user: { id: string } } }>('{ me { user { id } } }')).me.user;
}

/** Half of what was prescribed is given, some of it is owed. */
async function dispensed(
  api: ApiBench,
  order: Order,
  { run, prescription, pharmacy }: { run: BuiltRun; prescription: BuiltPrescription; pharmacy: BuiltSite },
) {
  const fill = await prescription.sign(0, actorOf(pharmacy), 30);
  const { dispense } = await order('P', 'dispense', 'DispenseInput', 'id lines { id operation { id } }', {
    basis: 'E_PRESCRIPTION',
    prescriptionId: prescription.id,
    contentKey: prescription.contentKey,
    lines: [{ scan: run.code(0), itemId: fill.itemId, quantity: 20 }],
    fills: [fill],
    owe: [{ itemId: fill.itemId, quantity: 10 }],
    warnings: [{ kind: 'DUPLICATE', given: 'A', besides: 'B', about: 'c', reason: 'REPLACED' }],
  });
  const [owed] = await api.sql<{ id: string }>('SELECT id FROM owed_balance WHERE site_id = $1', [
    pharmacy.id,
  ]);
  const [product] = await api.sql<{ id: string }>('SELECT id FROM product WHERE gtin = $1', [run.gtin]);
  const [line] = dispense?.['lines'] as { id: string; operation: { id: string } }[];
  return {
    dispensing: String(dispense?.['id']),
    line: line!.id,
    operation: line!.operation.id,
    owed: owed!.id,
    product: product!.id,
  };
}

/** An alert at each of the sites that can scan, about a product of the maker. */
async function raised(api: ApiBench, sites: Record<Letter, BuiltSite>, run: BuiltRun) {
  const found: Partial<Record<Letter, { alert: string; incident: string }>> = {};
  for (const [n, role] of (['M', 'D', 'P'] as const).entries()) {
    const serial = run.serial(30 + n);
    await api.sql(`INSERT INTO domain_event (type, payload, created_at) VALUES ('scan.flagged', $1, now())`, [
      JSON.stringify({
        at: new Date().toISOString(),
        siteId: sites[role].id,
        userId: randomUUID(),
        verdict: 'DispensedElsewhere',
        code: 'DISPENSED_ELSEWHERE',
        channel: 'WEDGE',
        mode: 'DISPENSE',
        raisesAlert: true,
        nearMiss: false,
        gtin: run.gtin,
        serial,
        lot: run.lotNumber,
      }),
    ]);
    await api.dispatchEvents();
    const [row] = await api.sql<{ id: string; incident_id: string }>(
      'SELECT id, incident_id FROM alert WHERE lot_number = $1 AND serial = $2',
      [run.lotNumber, serial],
    );
    found[role] = { alert: row!.id, incident: row!.incident_id };
  }
  return found;
}

async function anOperation(api: ApiBench, site: BuiltSite): Promise<string> {
  const [row] = await api.sql<{ id: string }>('SELECT id FROM operation WHERE party_id = ANY($1) LIMIT 1', [
    site.partyIds,
  ]);
  return row!.id;
}

function withCheckDigit(payload: string): string {
  return payload + checkDigit(payload);
}
