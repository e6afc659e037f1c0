import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { aConsent, word } from '../../testing/consents.js';
import {
  ALLOW,
  DENY,
  ERASE,
  KEEP,
  REQUESTS,
  REVOKE,
  SIGN_UP,
  allowed,
  asked,
  inDays,
} from '../../testing/record-acts.js';
import { RecordsModule } from './records.module.js';

const CARE = 'mutation ($input: AskToCareInput!) { askToCare(input: $input) }';
const CARES = `{ myCares { id pseudonym patient name
  request { id status site { name } person categories consent { opening wraps revokedAt } } } }`;
const NEVER = 'mutation ($id: ID!) { denyAccess(requestId: $id, remember: true) }';

let api: ApiBench;
let patient: Browser;
let carer: Browser;
let stranger: Browser;
const pseudonym = word();
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'consentRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 7)],
  );
  [patient, carer, stranger] = await Promise.all([aPatient(1, pseudonym), aPatient(2), aPatient(3)]);
});
afterAll(() => api.close());

async function aPatient(n: number, name = word()): Promise<Browser> {
  const browser = api.browser(`198.51.100.${n}`);
  await browser.ask(SIGN_UP, { email: `${newId()}@example.test`, password: 'correct horse battery' });
  await browser.ask(KEEP, { pseudonym: name, keybag: '{"version":1}', version: 1 });
  return browser;
}

async function shownBy(one: Browser): Promise<string> {
  const answer = await one.ask<{ newRecordCode: { code: string } }>('mutation { newRecordCode { code } }');
  return answer.newRecordCode.code;
}

/** One carer's keys are the same whenever the carer asks. */
const { kemKey, signKey } = asked('').input;
const care = (code: string, more: object = {}) => ({
  input: {
    code,
    name: 'Mia Miller',
    patient: 'Mum',
    kemKey,
    signKey,
    categories: ['medications', 'allergies'],
    until: inDays(300),
    ...more,
  },
});
const askedBy = async (one: Browser, code: string) =>
  (await one.ask<{ askToCare: string }>(CARE, care(code))).askToCare;

it('a carer asks by the code that the patient shows, reads what is allowed, and is stopped', async () => {
  const id = await askedBy(carer, await shownBy(patient));
  expect(await patient.ask(REQUESTS)).toMatchObject({
    myAccessRequests: [{ id, status: 'OPEN', person: 'Mia Miller', site: null }],
  });
  const consent = aConsent();
  await patient.ask(ALLOW, allowed(id, consent));
  expect(await carer.ask(CARES)).toMatchObject({
    myCares: [
      { pseudonym, patient: 'Mum', name: 'Mia Miller', request: { id, consent: { wraps: ['{"w":1}'] } } },
    ],
  });
  expect(await stranger.ask(CARES)).toEqual({ myCares: [] });
  expect(await patient.ask(CARES)).toEqual({ myCares: [] });
  await patient.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
  const { myCares } = await carer.ask<{
    myCares: { request: { consent: { wraps: []; revokedAt: string } } }[];
  }>(CARES);
  expect(myCares[0]!.request.consent).toMatchObject({ wraps: [] });
  expect(myCares[0]!.request.consent.revokedAt).not.toBeNull();
});

it('what the two call each other lies sealed', async () => {
  const rows = await api.sql<{ words: Buffer; row: string }>(
    'SELECT carer_words AS words, p::text AS row FROM record_pairing p WHERE carer_id IS NOT NULL',
  );
  expect(rows).not.toHaveLength(0);
  for (const { words, row } of rows) expect(words.includes('Mum') || row.includes('Mia')).toBe(false);
});

it('is asked anew with a new code, and refused for good where the patient wants that', async () => {
  await patient.ask(DENY, { id: await askedBy(carer, await shownBy(patient)) });
  await patient.ask(NEVER, { id: await askedBy(carer, await shownBy(patient)) });
  expect(await patient.ask('{ myAccessRefusals { person site { name } } }')).toMatchObject({
    myAccessRefusals: [
      { person: 'Mia Miller', site: null },
      { person: 'Mia Miller', site: null },
    ],
  });
  expect(await carer.refusal(CARE, care(await shownBy(patient)))).toBe('NOT_SHARED');
  expect(await carer.ask(CARES)).toMatchObject({ myCares: [{ request: { status: 'DENIED' } }] });
});

it.each([
  ['mental health', { categories: ['mental-health'] }, 'BAD_INPUT'],
  ['sexual health', { categories: ['medications', 'sexual-health'] }, 'BAD_INPUT'],
  ['drugs', { categories: ['substance-use'] }, 'BAD_INPUT'],
  ['nothing', { categories: [] }, 'BAD_INPUT'],
  ['more than a year', { until: inDays(400) }, 'BAD_INPUT'],
  ['it under no name', { name: ' ' }, 'BAD_INPUT'],
  ['it for nobody', { patient: '' }, 'BAD_INPUT'],
  ['it with keys that are none', { kemKey: 'short' }, 'BAD_INPUT'],
  ['it with a wrong code', { code: 'AAAA AAAA' }, 'RECORD_CODE_WRONG'],
])('a carer who asks for %s', async (_what, more, refused) => {
  const sent = care(await shownBy(patient), more);
  expect(await stranger.refusal(CARE, sent)).toBe(refused);
});

it('nobody is the own carer, and a code is taken once', async () => {
  expect(await patient.refusal(CARE, care(await shownBy(patient)))).toBe('RECORD_CODE_WRONG');
  const other = await aPatient(4);
  const code = await shownBy(other);
  await askedBy(carer, code);
  expect(await stranger.refusal(CARE, care(code))).toBe('RECORD_CODE_WRONG');
  // The carer's keys are the carer's.
  expect(await stranger.refusal(CARE, care(await shownBy(other)))).toBe('BAD_INPUT');
});

it('the record that is erased takes its carers along; the carer’s erasure leaves the patient the way to stop it', async () => {
  const other = await aPatient(5);
  const leaving = await aPatient(6);
  const own = asked('').input;
  const keys = { kemKey: own.kemKey, signKey: own.signKey };
  const input = care(await shownBy(other), keys);
  const { askToCare: id } = await leaving.ask<{ askToCare: string }>(CARE, input);
  const consent = aConsent();
  await other.ask(ALLOW, allowed(id, consent));
  await leaving.ask(ERASE);
  await other.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
  await other.ask(ERASE);
  expect(await api.sql('SELECT 1 FROM access_request WHERE id = $1', [id])).toEqual([]);
});
