import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { aConsent, word } from '../../testing/consents.js';
import {
  ALLOW,
  ASK,
  DENY,
  ERASE,
  KEEP,
  PAIR,
  REQUESTS,
  REVOKE,
  SIGN_UP,
  allowed,
  asked,
  inDays,
} from '../../testing/record-acts.js';
import { signedIn } from '../../testing/signed-in.js';
import { RecordsModule } from './records.module.js';

const CARE = 'mutation ($input: AskToCareInput!) { askToCare(input: $input) }';
const CARES = `{ myCares { id pseudonym patient name
  request { id status site { name } person categories consent { opening wraps revokedAt } } } }`;
const HAND_ON = 'mutation ($input: HandOnKeysInput!) { handOnKeys(input: $input) }';
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

it('a carer reads of emergencies while the patient wishes it and the access lasts, and nothing of who and why', async () => {
  const TOLD = 'mutation ($told: Boolean!) { tellCarers(told: $told) }';
  const SEEN = '{ myCares { emergencies { site } } }';
  const other = await aPatient(27);
  const one = await aPatient(28);
  const keys = (({ kemKey: kem, signKey: sign }) => ({ kemKey: kem, signKey: sign }))(asked('').input);
  const { askToCare: id } = await one.ask<{ askToCare: string }>(CARE, care(await shownBy(other), keys));
  const clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Riverside Practice' });
  const { patient: owner } = await other.ask<{ patient: { id: string } }>('{ patient { id } }');
  await api.sql(
    `INSERT INTO emergency_access (id, site_id, reader_id, record_id, reason, words, operation_id, created_at)
     VALUES ($1, $2, $3, $3, 'unconscious', '', $1, now())`,
    [newId(), clinic.id, owner.id],
  );
  const seen = async () =>
    (await one.ask<{ myCares: { emergencies: { site: string }[] }[] }>(SEEN)).myCares[0]!.emergencies;
  expect(await other.ask('{ carersTold }')).toEqual({ carersTold: false });
  await other.ask(TOLD, { told: true });
  expect(await other.ask('{ carersTold }')).toEqual({ carersTold: true });
  // Asked, and not allowed yet.
  expect(await seen()).toEqual([]);
  const consent = aConsent();
  await other.ask(ALLOW, allowed(id, consent));
  expect(await seen()).toEqual([{ site: 'Riverside Practice' }]);
  await other.ask(TOLD, { told: false });
  expect(await seen()).toEqual([]);
  await other.ask(TOLD, { told: true });
  await other.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
  expect(await seen()).toEqual([]);
});

it('a carer answers nothing in the patient’s name, and no more than a stranger', async () => {
  const other = await aPatient(7);
  const keys = (({ kemKey: kem, signKey: sign }) => ({ kemKey: kem, signKey: sign }))(asked('').input);
  const one = await aPatient(8);
  const { askToCare: id } = await one.ask<{ askToCare: string }>(CARE, care(await shownBy(other), keys));
  const consent = aConsent();
  const everything = async (of: string) => {
    const { revocation } = consent;
    for (const who of [one, stranger]) {
      expect(await who.refusal(ALLOW, allowed(of, aConsent()))).toBe('NOT_FOUND');
      expect(await who.refusal(DENY, { id: of })).toBe('NOT_FOUND');
      expect(await who.refusal(REVOKE, { input: { requestId: of, revocation } })).toBe('NOT_FOUND');
      expect(await who.refusal(HAND_ON, { input: { requestId: of, wraps: ['{}'] } })).toBe('NOT_FOUND');
      expect(await who.ask(REQUESTS)).toEqual({ myAccessRequests: [] });
    }
  };
  await everything(id);
  await other.ask(ALLOW, allowed(id, consent));
  await everything(id);
  // As of an id that nothing has.
  await everything(newId());
});

describe('a carer who answers in the patient’s stead', () => {
  const LET = 'mutation ($input: LetCarerAnswerInput!) { letCarerAnswer(input: $input) }';
  const END = 'mutation ($input: RevokeAccessInput!) { endCarerAnswers(input: $input) }';
  const ASKED = `{ myCares { handed request { mandate }
    asked { id status answeredBy words consent { opening revokedAt } } } }`;
  interface Asked {
    handed: string | null;
    asked: { id: string; status: string; answeredBy: string | null }[];
  }
  let doctor: Browser;
  let owner: Browser;
  let mia: Browser;
  let caring: string;
  let consent: ReturnType<typeof aConsent>;
  let pairingId: string;

  beforeAll(async () => {
    const clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
    doctor = await signedIn(api, { siteId: clinic.id });
    [owner, mia] = await Promise.all([aPatient(17), aPatient(18)]);
    const own = asked('').input;
    const keys = { kemKey: own.kemKey, signKey: own.signKey };
    const input = care(await shownBy(owner), keys);
    ({ askToCare: caring } = await mia.ask<{ askToCare: string }>(CARE, input));
    consent = aConsent();
    await owner.ask(ALLOW, allowed(caring, consent));
    const code = await shownBy(owner);
    const { pairRecord } = await doctor.ask<{ pairRecord: { id: string } }>(PAIR, { code, ownNumber: '17' });
    pairingId = pairRecord.id;
  });
  const askedOf = async (categories: readonly string[]) =>
    (await doctor.ask<{ askAccess: string }>(ASK, asked(pairingId, { categories }))).askAccess;
  const seenBy = async (one: Browser) => (await one.ask<{ myCares: Asked[] }>(ASKED)).myCares[0]!;

  it('sees nothing and answers nothing unless the patient says so', async () => {
    const id = await askedOf(['medications']);
    expect(await seenBy(mia)).toMatchObject({ handed: null, asked: [] });
    expect(await mia.refusal(DENY, { id })).toBe('NOT_FOUND');
    expect(await mia.refusal(ALLOW, allowed(id))).toBe('NOT_FOUND');
    await owner.ask(DENY, { id });
  });

  it('answers what is within the parts that the carer reads, by name, and stops what the carer allowed', async () => {
    const input = { requestId: caring, mandate: '{"m":1}', handed: '{"h":1}' };
    expect(await stranger.refusal(LET, { input })).toBe('NOT_FOUND');
    await owner.ask(LET, { input });
    const [within, beyond] = [await askedOf(['medications']), await askedOf(['medications', 'cardiology'])];
    expect(await seenBy(mia)).toMatchObject({
      handed: '{"h":1}',
      request: { mandate: '{"m":1}' },
      asked: [{ id: within, status: 'OPEN', words: 'Before your appointment on Friday' }],
    });
    expect(await mia.refusal(ALLOW, allowed(beyond))).toBe('NOT_FOUND');
    expect(await mia.refusal(NEVER, { id: within })).toBe('BAD_INPUT');
    expect(await stranger.refusal(DENY, { id: within })).toBe('NOT_FOUND');
    const given = aConsent();
    await mia.ask(ALLOW, allowed(within, given));
    expect(await owner.refusal(ALLOW, allowed(within))).toBe('REQUEST_ANSWERED');
    const { myAccessRequests: all } = await owner.ask<{ myAccessRequests: Asked['asked'] }>(
      '{ myAccessRequests { id status answeredBy } }',
    );
    expect(all.find(({ id }) => id === within)).toMatchObject({
      status: 'ALLOWED',
      answeredBy: 'Mia Miller',
    });
    // What the patient allowed is not the carer's to stop.
    await owner.ask(ALLOW, allowed(beyond));
    const revoked = { requestId: beyond, revocation: given.revocation };
    expect(await mia.refusal(REVOKE, { input: revoked })).toBe('NOT_FOUND');
    await mia.ask(REVOKE, { input: { requestId: within, revocation: given.revocation } });
    expect((await seenBy(mia)).asked).toMatchObject([
      { id: within, consent: { revokedAt: expect.any(String) } },
    ]);
  });

  it('answers no more once the patient ends it, and where the carer’s own access ends', async () => {
    const id = await askedOf(['allergies']);
    const input = { requestId: caring, revocation: aConsent().revocation };
    expect(await mia.refusal(END, { input })).toBe('NOT_FOUND');
    await owner.ask(END, { input });
    expect(await owner.refusal(END, { input })).toBe('NOT_FOUND');
    expect(await mia.refusal(DENY, { id })).toBe('NOT_FOUND');
    await owner.ask(LET, { input: { requestId: caring, mandate: '{"m":2}', handed: '{"h":2}' } });
    await owner.ask(REVOKE, { input: { requestId: caring, revocation: consent.revocation } });
    expect(await mia.refusal(DENY, { id })).toBe('NOT_FOUND');
    expect(
      await owner.refusal(LET, { input: { requestId: caring, mandate: '{"m":3}', handed: '{"h":3}' } }),
    ).toBe('NOT_FOUND');
  });

  it('is not told with more than a mandate is', async () => {
    const input = { requestId: caring, mandate: 'm'.repeat(4_001), handed: '{}' };
    expect(await owner.refusal(LET, { input })).toBe('BAD_INPUT');
  });
});

it('that the record is a child’s is kept as it was sealed, for its owner alone, and goes when it is taken back', async () => {
  const [browser, other] = [await aPatient(27), await aPatient(28)];
  const KEEP_CHILD = 'mutation ($childhood: String) { keepChildhood(childhood: $childhood) }';
  const childOf = async (one: Browser) =>
    (await one.ask<{ myRecord: { childhood: string | null } }>('{ myRecord { childhood } }')).myRecord
      .childhood;
  await browser.ask(KEEP_CHILD, { childhood: '{"ct":"x"}' });
  expect([await childOf(browser), await childOf(other)]).toEqual(['{"ct":"x"}', null]);
  expect(await browser.refusal(KEEP_CHILD, { childhood: 'x'.repeat(2_001) })).toBe('BAD_INPUT');
  await browser.ask(KEEP_CHILD, { childhood: null });
  expect(await childOf(browser)).toBeNull();
  const { markets } = await browser.ask<{ markets: object[] }>(
    '{ markets { code recordAge confidentialAge } }',
  );
  expect(markets).toContainEqual({ code: 'EU', recordAge: 16, confidentialAge: 13 });
});

it('what the two call each other lies sealed', async () => {
  const rows = await api.sql<{ words: Buffer; row: string }>(
    'SELECT carer_words AS words, p::text AS row FROM record_pairing p WHERE carer_id IS NOT NULL',
  );
  expect(rows).not.toHaveLength(0);
  for (const { words, row } of rows) expect(words.includes('Mum') || row.includes('Mia')).toBe(false);
});

it('a name that the patient has answered is not changed afterwards', async () => {
  const renamed = { name: 'Dr. Hale, Riverside', patient: 'Mother' };
  expect(await carer.refusal(CARE, care(await shownBy(patient), renamed))).toBe('BAD_INPUT');
  expect(await patient.ask(REQUESTS)).toMatchObject({ myAccessRequests: [{ person: 'Mia Miller' }] });
  // What the carer calls the patient is the carer's own.
  await carer.ask(CARE, care(await shownBy(patient), { patient: 'Mother' }));
  expect(await carer.ask(CARES)).toMatchObject({ myCares: [{ name: 'Mia Miller', patient: 'Mother' }] });
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
  const { patient: account } = await leaving.ask<{ patient: { id: string } }>('{ patient { id } }');
  await api.sql(
    `INSERT INTO passkey (id, user_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
     VALUES ($1, $2, $3, '', 0, '{}', 'Mia’s phone', false, now())`,
    [newId(), account.id, Buffer.from(account.id)],
  );
  await leaving.ask(ERASE);
  // Nothing that lets the person in, and no name of what did.
  expect(await api.sql('SELECT 1 FROM passkey WHERE user_id = $1', [account.id])).toEqual([]);
  await other.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
  await other.ask(ERASE);
  expect(await api.sql('SELECT 1 FROM access_request WHERE id = $1', [id])).toEqual([]);
});
