import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import {
  aLedgerContract,
  aMachine,
  ApiModule,
  aSite,
  controllersOf,
  Metrics,
  openApiBench,
  ProcessLogger,
  signedIn,
  WorkerModule,
  type ApiBench,
  type Browser,
} from '@custodia/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { askOperation } from './asking.js';
import { IN_CLEAR, reviewedColumns } from './columns.js';
import { MARKS } from './marks.js';
import { aRecordWithMarks } from './marked-record.js';
import { operationsOf } from './operations.js';
import { LETTERS } from './roles.js';
import { askRoute, routesOf } from './routes.js';
import { aWorld, type World } from './world.js';

const OPERATOR_KEY = `0x${'ab54'.repeat(16)}`;
const SECRET_KEY = 'cd96'.repeat(16);

let api: ApiBench;
let here: World;
let there: World;
let machine: Browser;
let printed = '';
const streams = [process.stdout, process.stderr];
const writers = streams.map((stream) => stream.write.bind(stream));

beforeAll(async () => {
  for (const stream of streams) {
    stream.write = ((chunk: string | Uint8Array) => {
      printed += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    }) as typeof stream.write;
  }
  api = await openApiBench({
    imports: [WorkerModule],
    settings: { OPERATOR_KEY, SECRET_KEY, PUSH_SERVICES: 'push.example' },
  });
  // After the module is made: Nest's testing tools bring a log of their own.
  Logger.overrideLogger(
    new ProcessLogger({ logLevels: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] }),
  );
  await aLedgerContract(api);
  here = await aWorld(api);
  there = await aWorld(api);
  machine = await aMachine(api, here.sites.P, ['unit.verify', 'holding.read']);
});
afterAll(async () => {
  await api?.close();
  streams.forEach((stream, n) => (stream.write = writers[n]!));
});

const secretsOfHere = () => ({
  ...MARKS,
  contentKey: here.secrets.contentKey,
  operatorKey: OPERATOR_KEY.slice(2),
  secretKey: SECRET_KEY,
  // What of it is no part of its name.
  machineKey: machine.bearer!.slice(-40),
});

/** Everything that the database holds as text, table by table. */
async function tables(): Promise<Map<string, string>> {
  const names = await api.sql<{ name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'ledger') AND table_type = 'BASE TABLE'`,
  );
  const found = new Map<string, string>();
  for (const { name } of names) {
    const [row] = await api.sql<{ text: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
    );
    found.set(name, row?.text ?? '');
  }
  return found;
}

/** A mark as it would look: as text, and as the bytes that PostgreSQL writes in hex; of a key, those that it stands for. */
const looks = (mark: string) => [
  mark,
  Buffer.from(mark).toString('hex'),
  ...(/^[\w-]{40,}$/.test(mark) ? [Buffer.from(mark, 'base64url').toString('hex')] : []),
];

async function issueWithMarks(): Promise<void> {
  const { issuePrescription } = await here.people.R.ask<{
    issuePrescription: { prescription: { id: string } };
  }>(
    `mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { prescription { id } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        patientName: MARKS.patient,
        patientBirthDate: MARKS.birth,
        items: [
          {
            substance: 'Amoxicillin',
            strength: '500 mg',
            baseUnit: 'capsule',
            dosage: MARKS.dosage,
            quantity: 20,
            substitutionAllowed: true,
          },
        ],
      },
    },
  );
  const cancelled = await here.people.R.ask(
    `mutation ($input: CancelPrescriptionInput!) { cancelPrescription(input: $input) { cancelReason items { cancelReason } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        prescriptionId: issuePrescription.prescription.id,
        reason: MARKS.cancel,
      },
    },
  );
  const { cancel } = MARKS;
  expect(cancelled).toEqual({
    cancelPrescription: { cancelReason: cancel, items: [{ cancelReason: cancel }] },
  });
}

/** What a pharmacy says in a case that it is part of. */
async function answerWithMarks(): Promise<void> {
  const { answerCase } = await here.people.P.ask<{ answerCase: { entries: { text: string }[] } }>(
    'mutation ($input: CaseAnswerInput!) { answerCase(input: $input) { entries { text } } }',
    { input: { idempotencyKey: randomUUID(), caseId: here.thing('case', 'P'), text: MARKS.said } },
  );
  expect(answerCase.entries.map(({ text }) => text)).toContain(MARKS.said);
}

/** What a pharmacy writes at a supply. @returns how it reads it again */
async function supplyWithMarks(): Promise<unknown> {
  const { reportSupply } = await here.people.P.ask<{ reportSupply: { lines: { id: string }[] } }>(
    `mutation ($input: ReportSupplyInput!) { reportSupply(input: $input) { lines { id } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        reason: 'OUTAGE',
        basis: 'PAPER',
        eventTime: new Date().toISOString(),
        paperReference: MARKS.paper,
        collector: MARKS.collector,
        note: MARKS.note,
        lines: [
          { scan: here.secrets.scan, substitutionReason: MARKS.substitution, override: MARKS.override },
        ],
      },
    },
  );
  const { undoDispense } = await here.people.P.ask<{ undoDispense: unknown }>(
    `mutation ($input: UndoDispenseInput!) { undoDispense(input: $input) {
      paperReference collector note lines { substitutionReason overrideReason undoReason } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        lineIds: reportSupply.lines.map(({ id }) => id),
        packLeftPharmacy: false,
        reason: MARKS.undo,
      },
    },
  );
  return undoDispense;
}

/** That an item was not given, and why. @returns how the pharmacy reads it again */
async function refuseWithMarks(): Promise<unknown> {
  const { recordNotDispensed } = await here.people.P.ask<{ recordNotDispensed: unknown }>(
    `mutation ($input: NotDispensedInput!) { recordNotDispensed(input: $input) { note } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        prescriptionId: here.thing('prescription', 'R'),
        contentKey: here.secrets.contentKey,
        itemId: here.thing('item', 'R'),
        reason: 'OTHER',
        note: MARKS.notGiven,
      },
    },
  );
  return recordNotDispensed;
}

/** Requests that fail, each with a secret in it: those are written to logs most easily. */
async function failWithMarks(): Promise<void> {
  const browser = api.browser();
  const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { csrf } }';
  await browser.graphql(signIn, { input: { email: 'nobody@example.test', password: MARKS.password } });
  await browser.graphql(signIn, { input: { email: `a\0${MARKS.password}`, password: MARKS.password } });
  await here.people.P.graphql(
    'query ($id: ID!, $key: String!) { openPrescription(id: $id, contentKey: $key) { id } }',
    {
      id: here.thing('prescription', 'R'),
      key: MARKS.token,
    },
  );
  await here.people.R.graphql(
    'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { prescription { id } } }',
    {
      input: { idempotencyKey: randomUUID(), patientName: `${MARKS.patient}\0`, items: [] },
    },
  );
  await machine.graphql('{ holdings(first: 1) { totalCount } nothing }');
  await machine.graphql('{ me { user { id } } }');
  await machine.request({ url: '/verify/gtin/1/lot/1/ser/1' });
  await here.people.P.request({
    url: '/health/ready',
    headers: { authorization: `Bearer x${machine.bearer}` },
  });
  await here.people.P.request({
    method: 'POST',
    url: '/graphql',
    payload: `{"query":"${MARKS.patient}`,
    headers: { 'content-type': 'application/json' },
  });
  await here.people.P.request({
    url: `/verify/gtin/${MARKS.patient}/lot/${MARKS.dosage}/ser/${MARKS.token}`,
  });
}

test('words lie in no column but those whose words are ours, and those that the threat model names', async () => {
  const columns = await api.sql<{ name: string }>(
    `SELECT concat_ws('.', table_schema, table_name, column_name) AS name FROM information_schema.columns
     WHERE table_schema IN ('public', 'ledger')
       AND udt_name IN ('text', '_text', 'varchar', '_varchar', 'bpchar', '_bpchar', 'json', 'jsonb', 'citext')`,
  );
  expect(reviewedColumns().sort()).toEqual(columns.map(({ name }) => name).sort());
  const model = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  expect(Object.keys(IN_CLEAR).filter((words) => !model.includes(words))).toEqual([]);
});

describe('secrets', () => {
  beforeAll(async () => {
    await issueWithMarks();
    await aRecordWithMarks(api, here, there);
    await answerWithMarks();
    const { paper, collector, note, substitution, override, undo, notGiven } = MARKS;
    expect(await supplyWithMarks()).toEqual({
      paperReference: paper,
      collector,
      note,
      lines: [{ substitutionReason: substitution, overrideReason: override, undoReason: undo }],
    });
    expect(await refuseWithMarks()).toEqual({ note: notGiven });
    await failWithMarks();
    const operations = operationsOf(api.get(GraphQLSchemaHost).schema).filter(({ kind }) => kind === 'query');
    for (const operation of operations) {
      for (const role of LETTERS)
        await askOperation(here.people[role], operation, role, { base: here, owner: here });
    }
  });

  test('stand in no line that the process prints', () => {
    expect(printed).not.toBe('');
    const told = Object.entries({ ...secretsOfHere(), serial: here.secrets.serial, scan: here.secrets.scan })
      .filter(([, mark]) => printed.includes(mark))
      .map(([name]) => name);
    expect(told).toEqual([]);
  });

  test('stand in no metric, and neither do ids of people, sites and shipments', async () => {
    const text = await api.get(Metrics).text();
    expect(text).toContain('custodia_operations');
    const marks = {
      ...secretsOfHere(),
      ...here.secrets,
      gtin: here.thing('gtin', 'M'),
      user: here.thing('user', 'P'),
      site: here.thing('site', 'P'),
      shipment: here.thing('shipment', 'D'),
    };
    const told = Object.entries(marks).filter(([, mark]) => text.includes(mark));
    expect(told.map(([name]) => name)).toEqual([]);
  });

  test('lie in no table in clear: health data are sealed, keys and passwords are not there', async () => {
    const told: string[] = [];
    for (const [table, text] of await tables()) {
      for (const [name, mark] of Object.entries(secretsOfHere())) {
        if (looks(mark).some((look) => text.includes(look))) told.push(`${name} in ${table}`);
      }
    }
    expect(told).toEqual([]);
  });

  test('are no part of what goes to the ledger, and neither are serials, products and people', async () => {
    const calls = await api.sql<{ text: string }>('SELECT call::text AS text FROM operation');
    const marks = {
      ...secretsOfHere(),
      ...here.secrets,
      gtin: here.thing('gtin', 'M'),
      user: here.thing('user', 'P'),
    };
    const told = Object.entries(marks).filter(([name, mark]) => {
      return (
        name !== 'signature' && calls.some(({ text }) => looks(mark).some((look) => text.includes(look)))
      );
    });
    expect(calls.length).toBeGreaterThan(10);
    expect(told).toEqual([]);
  });

  test('of one party are in no answer to another', async () => {
    const marks = new Set([
      ...Object.values(MARKS),
      here.secrets.serial,
      here.secrets.contentKey,
      here.thing('shipment', 'D'),
      here.thing('dispensing', 'P'),
    ]);
    const told: string[] = [];
    const operations = operationsOf(api.get(GraphQLSchemaHost).schema).filter(({ kind }) => kind === 'query');
    for (const operation of operations.filter(({ name }) => !['verify', 'openPrescription'].includes(name))) {
      for (const role of LETTERS.filter((letter) => letter !== 'G')) {
        const { body } = await askOperation(there.people[role], operation, role, {
          base: there,
          owner: here,
        });
        for (const mark of marks) if (body.includes(mark)) told.push(`${operation.name} as ${role}: ${mark}`);
      }
    }
    for (const route of routesOf(controllersOf(ApiModule)).filter(
      ({ path }) => !path.startsWith('/verify/'),
    )) {
      for (const role of LETTERS.filter((letter) => letter !== 'G')) {
        const { body } = await askRoute(there.people[role], route, role, { base: there, owner: here });
        for (const mark of marks) if (body.includes(mark)) told.push(`${route.name} as ${role}: ${mark}`);
      }
    }
    expect(told).toEqual([]);
  });

  test('of a fault stay in the log under a reference, and the log names no parameter of a statement', async () => {
    const stranger = await signedIn(api, { siteId: (await aSite(api, { roles: ['PHARMACY'] })).id });
    printed = '';
    await api.sql('ALTER TABLE scan_record RENAME TO scan_record_gone');
    const answer = await stranger.graphql('{ recentScans { id } }');
    await api.sql('ALTER TABLE scan_record_gone RENAME TO scan_record');
    const [error] = answer.errors ?? [];
    expect(error?.extensions.code).toBe('INTERNAL');
    const [, reference] = /reference ([0-9a-f]{8})/.exec(error?.message ?? '') ?? [];
    expect(printed).toContain(reference);
    expect(JSON.stringify(answer)).not.toMatch(/scan_record|relation|node_modules/);
    expect(printed).not.toContain('correct horse battery');
  });
});
