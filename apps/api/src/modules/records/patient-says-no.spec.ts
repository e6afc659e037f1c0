import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import type { Browser } from '../../testing/browser.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import { aConsent, word } from '../../testing/consents.js';
import {
  ALLOW,
  ASK,
  ERASE,
  KEEP,
  PAIR,
  REQUESTS,
  SIGN_UP,
  allowed,
  asked,
} from '../../testing/record-acts.js';
import { RecordsModule } from './records.module.js';

const DENY = `mutation ($id: ID!, $remember: Boolean) { denyAccess(requestId: $id, remember: $remember) }`;
const REFUSALS = '{ myAccessRefusals { id person category site { name } } }';
const TAKE_BACK = 'mutation ($id: ID!) { takeBackRefusal(refusalId: $id) }';
const KEEP_EMERGENCY = 'mutation ($input: KeepEmergencyInput!) { keepEmergency(input: $input) }';
const STOP_EMERGENCY = 'mutation ($input: StopEmergencyInput!) { stopEmergency(input: $input) }';
const KEEP_EPOCHS = 'mutation ($epochs: [EpochWrapInput!]!) { keepEpochs(epochs: $epochs) }';
const REPORT = 'mutation ($input: ReportAccessInput!) { reportAccess(input: $input) }';
const MINE = `{ myAccessReports { id receiver { name } about { name } ownNumber person words categories
  outcome answer reviewer } }`;
const TO_ANSWER = '{ accessReports { id ownNumber person organisation words requestHash time outcome } }';
const ANSWER = 'mutation ($input: AnswerReportInput!) { answerReport(input: $input) }';

let api: ApiBench;
let clinic: BuiltSite;
let doctor: Browser;
let officer: Browser;
let regulator: Browser;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
  const authority = await aSite(api, { roles: ['REGULATOR'], name: 'Medicines Authority' });
  doctor = await atWork(api, { siteId: clinic.id }, ['privacy.review']);
  officer = await atWork(api, { siteId: clinic.id }, ['privacy.review']);
  regulator = await atWork(api, { siteId: authority.id }, ['privacy.review']);
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'consentRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 7)],
  );
});
afterAll(() => api.close());

let addresses = 0;

async function aPatient(): Promise<Browser> {
  const browser = api.browser(`198.51.100.${++addresses}`);
  await browser.ask(SIGN_UP, { email: `${newId()}@example.test`, password: 'correct horse battery' });
  await browser.ask(KEEP, { pseudonym: word(), keybag: '{"version":1}', version: 1 });
  return browser;
}

async function paired(patient: Browser): Promise<string> {
  const { newRecordCode } = await patient.ask<{ newRecordCode: { code: string } }>(
    'mutation { newRecordCode { code } }',
  );
  const pairing = { ...newRecordCode, ownNumber: 'HC-17' };
  return (await doctor.ask<{ pairRecord: { id: string } }>(PAIR, pairing)).pairRecord.id;
}

const ask = async (pairingId: string, categories: string[], by = doctor) =>
  (await by.ask<{ askAccess: string }>(ASK, asked(pairingId, { categories }))).askAccess;

interface Refusals {
  readonly myAccessRefusals: readonly { readonly id: string; readonly category: string }[];
}

describe('a "no" that is remembered', () => {
  it('answers the same person about the same part at once, and nobody asks the patient', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    const id = await ask(pairingId, ['cardiology', 'medications']);
    await patient.ask(DENY, { id, remember: true });
    expect(await doctor.refusal(ASK, asked(pairingId, { categories: ['cardiology'] }))).toBe('NOT_SHARED');
    expect(await doctor.refusal(ASK, asked(pairingId, { categories: ['allergies', 'medications'] }))).toBe(
      'NOT_SHARED',
    );
    expect(await patient.ask(REQUESTS)).toMatchObject({ myAccessRequests: [{ id, status: 'DENIED' }] });
    // Of another part, and of a colleague, nothing was said.
    await ask(pairingId, ['allergies']);
    await ask(pairingId, ['cardiology'], officer);
  });

  it('is listed by part, and taken back by the patient alone', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    await patient.ask(DENY, { id: await ask(pairingId, ['cardiology', 'medications']), remember: true });
    const { myAccessRefusals } = await patient.ask<Refusals>(REFUSALS);
    expect(myAccessRefusals).toMatchObject([
      { site: { name: 'Heart Clinic' }, person: 'Alex Example' },
      { site: { name: 'Heart Clinic' } },
    ]);
    const { id } = myAccessRefusals.find(({ category }) => category === 'cardiology')!;
    const other = await aPatient();
    expect(await other.refusal(TAKE_BACK, { id })).toBe('NOT_FOUND');
    expect(await other.ask(REFUSALS)).toEqual({ myAccessRefusals: [] });
    await patient.ask(TAKE_BACK, { id });
    expect(await patient.refusal(TAKE_BACK, { id })).toBe('NOT_FOUND');
    await ask(pairingId, ['cardiology']);
    expect(await doctor.refusal(ASK, asked(pairingId, { categories: ['medications'] }))).toBe('NOT_SHARED');
  });

  it('is no other "no": without it, one may ask again', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    await patient.ask(DENY, { id: await ask(pairingId, ['cardiology']) });
    expect(await patient.ask(REFUSALS)).toEqual({ myAccessRefusals: [] });
    await ask(pairingId, ['cardiology']);
  });
});

it('a request is taken back by the site that asked, while it is open, and by no other', async () => {
  const withdraw = 'mutation ($id: ID!) { withdrawAccessRequest(requestId: $id) }';
  const patient = await aPatient();
  const pairingId = await paired(patient);
  const id = await ask(pairingId, ['cardiology']);
  const elsewhere = await atWork(api, { siteId: (await aSite(api, { roles: ['PRESCRIBER'] })).id });
  expect(await elsewhere.refusal(withdraw, { id })).toBe('NOT_FOUND');
  expect(await elsewhere.refusal(withdraw, { id: newId() })).toBe('NOT_FOUND');
  expect(await elsewhere.refusal(ASK, asked(pairingId))).toBe('NOT_FOUND');
  await doctor.ask(withdraw, { id });
  expect(await patient.ask(REQUESTS)).toMatchObject({ myAccessRequests: [{ id, status: 'WITHDRAWN' }] });
  expect(await doctor.refusal(withdraw, { id })).toBe('REQUEST_ANSWERED');
});

describe('somebody who asks on and on', () => {
  it('gets no access out of the patient’s sight, and is told to talk instead', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    const id = await ask(pairingId, ['cardiology']);
    await patient.ask(ALLOW, allowed(id));
    for (let n = 1; n < 20; n++) await ask(pairingId, ['laboratory']);
    expect(await doctor.refusal(ASK, asked(pairingId))).toBe('ASKED_TOO_OFTEN');
    await ask(pairingId, ['laboratory'], officer);
    // As after a week of it.
    await api.sql(
      `INSERT INTO access_request (id, pairing_id, key_id, purpose, categories, until, created_at)
       SELECT gen_random_uuid(), pairing_id, key_id, purpose, categories, until, now() FROM access_request, generate_series(1, 120)
       WHERE id = $1`,
      [id],
    );
    const { myAccessRequests } = await patient.ask<{
      myAccessRequests: { id: string; consent: object | null }[];
    }>(REQUESTS);
    expect(myAccessRequests.filter(({ consent }) => consent).map((one) => one.id)).toEqual([id]);
    expect(myAccessRequests).toHaveLength(100);
  });

  it('keeps nobody else’s question out of the patient’s sight with what was allowed once and is over', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    const over = await ask(pairingId, ['cardiology']);
    await patient.ask(ALLOW, allowed(over));
    const waiting = await ask(pairingId, ['laboratory'], officer);
    // As after some years.
    await api.sql(
      `WITH request AS (
         INSERT INTO access_request (id, pairing_id, key_id, purpose, categories, until, status, created_at)
         SELECT gen_random_uuid(), pairing_id, key_id, purpose, categories, until, status, now()
         FROM access_request, generate_series(1, 120) WHERE id = $1 RETURNING id)
       INSERT INTO record_grant (request_id, opening, wraps, not_after, operation_id, created_at, revoked_at)
       SELECT request.id, opening, wraps, not_after, operation_id, now(), now()
       FROM request, record_grant WHERE request_id = $1`,
      [over],
    );
    const { myAccessRequests } = await patient.ask<{ myAccessRequests: { id: string }[] }>(REQUESTS);
    expect(myAccessRequests.map(({ id }) => id)).toContain(waiting);
  });

  it('does not have the node pay for consents without end, and can always stop one', async () => {
    const patient = await aPatient();
    const keep = () => {
      const { grant, lastDay, revocation } = aConsent();
      const kept = { opening: '{}', notAfter: '2999-01-01T00:00:00Z', grant, lastDay };
      return { keep: { input: kept }, stop: { input: { revocation, isOver: true } } };
    };
    const consents = Array.from({ length: 31 }, keep);
    const last = consents.pop()!;
    for (const one of consents) await patient.ask(KEEP_EMERGENCY, one.keep);
    expect(await patient.refusal(KEEP_EMERGENCY, last.keep)).toBe('TOO_MANY');
    await patient.ask(STOP_EMERGENCY, consents[0]!.stop);
    await (await aPatient()).ask(KEEP_EMERGENCY, last.keep);
  });

  it('keeps no diary where keys of epochs lie', async () => {
    const patient = await aPatient();
    const epochs = [{ category: 'Dear diary', epoch: 1, wrap: '{}' }];
    expect(await patient.refusal(KEEP_EPOCHS, { epochs })).toBe('BAD_INPUT');
  });
});

const line = (more: object = {}) => ({
  event: 'release',
  time: new Date(Date.now() - 60_000).toISOString(),
  organisation: 'Heart Clinic',
  person: 'Dr. Amin',
  categories: ['cardiology'],
  requestHash: word(),
  ...more,
});
const report = (more: object = {}) => ({
  input: { line: line(), aboutSiteId: clinic.id, words: 'I was never there.', toRegulator: false, ...more },
});
interface ToAnswer {
  readonly accessReports: readonly { readonly id: string; readonly requestHash: string }[];
}

async function found(by: Browser, { input }: ReturnType<typeof report>) {
  const { accessReports } = await by.ask<ToAnswer>(TO_ANSWER);
  return accessReports.find(({ requestHash }) => requestHash === input.line.requestHash);
}

describe('"this was not for me"', () => {
  it('reaches the privacy officers of the site with the line, and the answer reaches the patient', async () => {
    const patient = await aPatient();
    await paired(patient);
    const asking = report();
    await patient.ask(REPORT, asking);
    const item = await found(officer, asking);
    expect(item).toMatchObject({
      ownNumber: 'HC-17',
      person: 'Dr. Amin',
      words: 'I was never there.',
      outcome: null,
    });
    expect(await found(regulator, asking)).toBeUndefined();
    const input = {
      reportId: item!.id,
      outcome: 'NOT_JUSTIFIED',
      words: 'A wrong chart was open. We are sorry.',
    };
    expect(await regulator.refusal(ANSWER, { input })).toBe('NOT_FOUND');
    const colleague = await atWork(api, { siteId: clinic.id });
    expect(await colleague.refusal(ANSWER, { input })).toBe('FORBIDDEN');
    expect(await officer.refusal(ANSWER, { input: { ...input, outcome: 'JUSTIFIED', words: ' ' } })).toBe(
      'BAD_INPUT',
    );
    await officer.ask(ANSWER, { input });
    expect(await officer.refusal(ANSWER, { input })).toBe('EMERGENCY_REVIEWED');
    expect(await patient.ask(MINE)).toMatchObject({
      myAccessReports: [
        {
          receiver: { name: 'Heart Clinic' },
          ownNumber: '',
          outcome: 'NOT_JUSTIFIED',
          answer: 'A wrong chart was open. We are sorry.',
        },
      ],
    });
    const other = await aPatient();
    expect(await other.ask(MINE)).toEqual({ myAccessReports: [] });
    const answers = await api.sql<{ answer: Buffer }>(
      'SELECT review_words AS answer FROM access_report WHERE review_words IS NOT NULL',
    );
    expect(answers.some(({ answer }) => answer.includes('wrong chart'))).toBe(false);
  });

  it('reaches a regulator where the patient wants it, each with an answer of its own, and once', async () => {
    const patient = await aPatient();
    await paired(patient);
    const asking = report({ toRegulator: true });
    await patient.ask(REPORT, asking);
    expect(await found(officer, asking)).toBeDefined();
    expect(await found(regulator, asking)).toMatchObject({ ownNumber: '' });
    expect(await patient.refusal(REPORT, asking)).toBe('REPORTED_ALREADY');
    expect(((await patient.ask(MINE)) as { myAccessReports: unknown[] }).myAccessReports).toHaveLength(2);
  });

  it('is not answered by the one whom it means', async () => {
    const patient = await aPatient();
    await paired(patient);
    const practice = await aSite(api, { roles: ['PRESCRIBER'], name: 'Riverside Practice' });
    const alone = await atWork(api, { siteId: practice.id }, ['privacy.review']);
    const { newRecordCode } = await patient.ask<{ newRecordCode: object }>(
      'mutation { newRecordCode { code } }',
    );
    await alone.ask(PAIR, { ...newRecordCode, ownNumber: '' });
    const asking = report({ aboutSiteId: practice.id, line: line({ person: 'Alex Example' }) });
    await patient.ask(REPORT, asking);
    const { id } = (await found(alone, asking))!;
    expect(
      await alone.refusal(ANSWER, { input: { reportId: id, outcome: 'JUSTIFIED', words: 'Mine.' } }),
    ).toBe('OWN_EMERGENCY');
    // With a colleague of the same name, nobody knows which of them is meant.
    const namesake = await atWork(api, { siteId: practice.id }, ['privacy.review']);
    const again = report({ aboutSiteId: practice.id, line: line({ person: 'Alex Example' }) });
    await patient.ask(REPORT, again);
    const input = { reportId: (await found(alone, again))!.id, outcome: 'JUSTIFIED', words: 'Mine.' };
    expect(await alone.refusal(ANSWER, { input })).toBe('OWN_EMERGENCY');
    expect(await namesake.refusal(ANSWER, { input })).toBe('OWN_EMERGENCY');
  });

  it('accuses nobody whom the patient has nothing to do with; an unknown name goes to the regulator', async () => {
    const patient = await aPatient();
    expect(await patient.refusal(REPORT, report())).toBe('NOT_FOUND');
    expect(await patient.refusal(REPORT, report({ aboutSiteId: 'nothing' }))).toBe('NOT_FOUND');
    expect(await patient.refusal(REPORT, report({ aboutSiteId: null }))).toBe('BAD_INPUT');
    const asking = report({ aboutSiteId: null, toRegulator: true });
    await patient.ask(REPORT, asking);
    expect(await found(regulator, asking)).toBeDefined();
  });

  it.each([
    ['names a line that tells of no look', { line: line({ event: 'log-read' }) }],
    ['names no request', { line: line({ requestHash: 'short' }) }],
    ['names a time to come', { line: line({ time: '2999-01-01T00:00:00Z' }) }],
    ['names no part of a record', { line: line({ categories: ['everything'] }) }],
    ['names somebody at too great a length', { line: line({ person: 'x'.repeat(201) }) }],
    ['has too many words', { words: 'x'.repeat(1001) }],
  ])('is refused where it %s', async (_what, more) => {
    const patient = await aPatient();
    await paired(patient);
    expect(await patient.refusal(REPORT, report(more))).toBe('BAD_INPUT');
  });

  it('is sealed in the database, and stays with the site after an erasure, without whose it was', async () => {
    const patient = await aPatient();
    await paired(patient);
    const asking = report();
    await patient.ask(REPORT, asking);
    const { id } = (await found(officer, asking))!;
    const rowsOf = () =>
      api.sql<{ record_id: string | null; row: string; content: Buffer }>(
        'SELECT record_id, content, r::text AS row FROM access_report r WHERE id = $1',
        [id],
      );
    const [row] = await rowsOf();
    expect(row!.content.includes('never there')).toBe(false);
    expect(row!.row).not.toContain('Amin');
    await patient.ask(ERASE);
    expect((await rowsOf())[0]!.record_id).toBeNull();
    expect(await found(officer, asking)).toMatchObject({ id, ownNumber: '' });
  });
});
