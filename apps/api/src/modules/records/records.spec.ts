import { controllerAddressOf } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { aConsent, word } from '../../testing/consents.js';
import {
  ALLOW,
  ASK,
  DENY,
  ERASE,
  KEEP,
  OF_SITE,
  OWN,
  PAIR,
  REQUESTS,
  REVOKE,
  SIGN_IN_PATIENT,
  SIGN_UP,
  allowed,
  asked,
  inDays,
} from '../../testing/record-acts.js';
import { signedIn } from '../../testing/signed-in.js';
import { newId } from '../../platform/ids/index.js';
import { RecordsModule } from './records.module.js';

const PASSWORD = 'correct horse battery';
let api: ApiBench;
let clinic: BuiltSite;
let doctor: Browser;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
  doctor = await signedIn(api, { siteId: clinic.id });
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'consentRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 7)],
  );
});
afterAll(() => api.close());

let addresses = 0;
const newAddress = () => `198.51.100.${++addresses}`;

interface Patient {
  readonly browser: Browser;
  readonly id: string;
  readonly email: string;
  readonly pseudonym: string;
}

async function aPatient(): Promise<Patient> {
  const browser = api.browser(newAddress());
  const email = `${newId()}@example.test`;
  const { signUp } = await browser.ask<{ signUp: { id: string } }>(SIGN_UP, { email, password: PASSWORD });
  const pseudonym = word();
  await browser.ask(KEEP, { pseudonym, keybag: '{"version":1}', version: 1 });
  return { browser, id: signUp.id, email, pseudonym };
}

async function code(patient: Patient): Promise<string> {
  const { newRecordCode } = await patient.browser.ask<{ newRecordCode: { code: string } }>(
    'mutation { newRecordCode { code } }',
  );
  return newRecordCode.code;
}

async function paired(patient: Patient, by = doctor): Promise<string> {
  const { pairRecord } = await by.ask<{ pairRecord: { id: string } }>(PAIR, {
    code: await code(patient),
    ownNumber: 'HC-17',
  });
  return pairRecord.id;
}

async function requested(patient: Patient): Promise<string> {
  const { askAccess } = await doctor.ask<{ askAccess: string }>(ASK, asked(await paired(patient)));
  return askAccess;
}

describe('the account', () => {
  it('is open to everybody, and is at no site', async () => {
    const { browser, email } = await aPatient();
    expect(await browser.ask('{ patient { email } me { user { id } } }')).toEqual({
      patient: { email },
      me: null,
    });
    expect(await browser.refusal('{ sites { nodes { id } } }')).toBe('FORBIDDEN');
    expect(await browser.refusal('{ recordPairings { id } }')).toBe('FORBIDDEN');
  });

  it('is taken once, and its password is no guessable one', async () => {
    const { email } = await aPatient();
    const browser = api.browser(newAddress());
    expect(await browser.refusal(SIGN_UP, { email, password: PASSWORD })).toBe('EMAIL_TAKEN');
    expect(await browser.refusal(SIGN_UP, { email: 'new@example.test', password: 'password1234' })).toBe(
      'WEAK_SECRET',
    );
    expect(await browser.refusal(SIGN_UP, { email: 'nobody', password: PASSWORD })).toBe('BAD_INPUT');
  });

  it('is not made by the dozen from one address', async () => {
    const browser = api.browser('198.51.100.250');
    const codes: string[] = [];
    for (let n = 0; n < 6; n++)
      codes.push(await browser.refusal(SIGN_UP, { email: 'nobody', password: PASSWORD }));
    expect(codes.at(-1)).toBe('TOO_MANY');
  });

  it('lets patients in at their own door only, and people at work at theirs', async () => {
    const { email } = await aPatient();
    const browser = api.browser(newAddress());
    const work = `mutation ($email: String!, $password: String!) {
      signIn(input: { email: $email, password: $password }) { user { id } } }`;
    expect(await browser.refusal(work, { email, password: PASSWORD })).toBe('NO_SITE');
    await browser.ask(SIGN_IN_PATIENT, { email, password: PASSWORD });
    expect(await doctor.refusal('{ myRecord { pseudonym } }')).toBe('FORBIDDEN');
  });
});

describe('the keybag', () => {
  it('is replaced by a later version only, and never by that of another record', async () => {
    const { browser, pseudonym } = await aPatient();
    expect(await browser.refusal(KEEP, { pseudonym, keybag: '{"version":1}', version: 1 })).toBe(
      'KEYBAG_OLDER',
    );
    expect(await browser.refusal(KEEP, { pseudonym: word(), keybag: '{}', version: 2 })).toBe('KEYBAG_OLDER');
    await browser.ask(KEEP, { pseudonym, keybag: '{"version":3}', version: 3 });
    expect(await browser.refusal(KEEP, { pseudonym, keybag: '{"version":2}', version: 2 })).toBe(
      'KEYBAG_OLDER',
    );
    expect(await browser.ask(OWN)).toMatchObject({
      myRecord: { pseudonym, keybag: '{"version":3}', keybagVersion: 3 },
    });
  });

  it('is the owner’s alone, and the record’s name nobody else takes', async () => {
    const one = await aPatient();
    const other = await aPatient();
    expect(await other.browser.ask(OWN)).toMatchObject({ myRecord: { pseudonym: other.pseudonym } });
    const third = api.browser(newAddress());
    await third.ask(SIGN_UP, { email: `${newId()}@example.test`, password: PASSWORD });
    expect(await third.ask(OWN)).toEqual({ myRecord: null });
    expect(await third.refusal(KEEP, { pseudonym: one.pseudonym, keybag: '{}', version: 1 })).toBe(
      'KEYBAG_OLDER',
    );
  });
});

describe('a desk', () => {
  it('takes a patient’s code once', async () => {
    const patient = await aPatient();
    const shown = await code(patient);
    const pair = { code: `${shown.slice(0, 4)}-${shown.slice(4).toLowerCase()}`, ownNumber: 'HC-17' };
    expect(await doctor.ask(PAIR, pair)).toMatchObject({
      pairRecord: { pseudonym: patient.pseudonym, ownNumber: 'HC-17' },
    });
    expect(await doctor.refusal(PAIR, pair)).toBe('RECORD_CODE_WRONG');
  });

  it('takes no code that is older than minutes, or that another replaced', async () => {
    const patient = await aPatient();
    const [first, second] = [await code(patient), await code(patient)];
    const forLonger = `SELECT 1 FROM record_code WHERE expires_at > now() + interval '5 minutes 10 seconds'`;
    expect(await api.sql(forLonger)).toEqual([]);
    expect(await doctor.refusal(PAIR, { code: first, ownNumber: '' })).toBe('RECORD_CODE_WRONG');
    await api.sql(`UPDATE record_code SET expires_at = now() - interval '1 minute' WHERE user_id = $1`, [
      patient.id,
    ]);
    expect(await doctor.refusal(PAIR, { code: second, ownNumber: '' })).toBe('RECORD_CODE_WRONG');
  });

  it('does not guess', async () => {
    const site = await aSite(api, { roles: ['PHARMACY'] });
    const guesser = await signedIn(api, { siteId: site.id });
    for (let n = 0; n < 10; n++)
      expect(await guesser.refusal(PAIR, { code: 'ABCDEFGH', ownNumber: '' })).toBe('RECORD_CODE_WRONG');
    expect(await guesser.refusal(PAIR, { code: 'ABCDEFGH', ownNumber: '' })).toBe('TOO_MANY');
  });
});

describe('a request', () => {
  it('reaches the patient with who, what, until when and why', async () => {
    const patient = await aPatient();
    await requested(patient);
    expect(await patient.browser.ask(REQUESTS)).toMatchObject({
      myAccessRequests: [
        {
          status: 'OPEN',
          person: 'Ana',
          site: { name: 'Heart Clinic' },
          categories: ['cardiology', 'medications'],
          words: 'Before your appointment on Friday',
          consent: null,
        },
      ],
    });
  });

  it('needs a patient who was at the desk', async () => {
    const other = await aSite(api, { roles: ['PRESCRIBER'] });
    const stranger = await signedIn(api, { siteId: other.id });
    const pairing = await paired(await aPatient());
    expect(await stranger.refusal(ASK, asked(pairing))).toBe('NOT_FOUND');
    expect(await stranger.ask(OF_SITE, { id: pairing })).toEqual({ accessRequests: [] });
    expect(await doctor.refusal(ASK, asked('nothing'))).toBe('NOT_FOUND');
  });

  it.each([
    { categories: [] },
    { categories: ['everything'] },
    { purpose: 'HMARKT' },
    { until: inDays(-1) },
    { until: inDays(400) },
    { kemKey: 'short' },
    { words: 'x'.repeat(501) },
  ])('is refused where it asks for %o', async (wrong) => {
    const pairing = await paired(await aPatient());
    expect(await doctor.refusal(ASK, asked(pairing, wrong))).toBe('BAD_INPUT');
  });

  it('is not asked with somebody else’s key', async () => {
    const pairing = await paired(await aPatient());
    const first = asked(pairing);
    await doctor.ask(ASK, first);
    const colleague = await signedIn(api, { siteId: clinic.id });
    expect(await colleague.refusal(ASK, first)).toBe('BAD_INPUT');
  });

  it('is answered once, by the patient whom it asks', async () => {
    const patient = await aPatient();
    const id = await requested(patient);
    const other = await aPatient();
    expect(await other.browser.refusal(DENY, { id })).toBe('NOT_FOUND');
    expect(await other.browser.refusal(ALLOW, allowed(id))).toBe('NOT_FOUND');
    await patient.browser.ask(DENY, { id });
    expect(await patient.browser.refusal(ALLOW, allowed(id))).toBe('REQUEST_ANSWERED');
  });
});

const KEEP_EPOCHS = 'mutation ($epochs: [EpochWrapInput!]!) { keepEpochs(epochs: $epochs) }';
const HAND_ON = 'mutation ($input: HandOnKeysInput!) { handOnKeys(input: $input) }';

it('of two devices that begin the same epoch, the first one’s key is kept for both', async () => {
  const { browser } = await aPatient();
  const keep = (wrap: string) =>
    browser.ask(KEEP_EPOCHS, { epochs: [{ category: 'medications', epoch: 2, wrap }] });
  await keep('{"of":"the phone"}');
  await keep('{"of":"the tablet"}');
  const { myRecord } = await browser.ask<{ myRecord: { epochs: { wrap: string; keptAt: string }[] } }>(
    '{ myRecord { epochs { wrap keptAt } } }',
  );
  expect(myRecord.epochs).toEqual([{ wrap: '{"of":"the phone"}', keptAt: expect.any(String) as string }]);
});

it('of two devices that answer, or stop, at the same moment, one does it', async () => {
  const patient = await aPatient();
  const id = await requested(patient);
  const { browser } = patient;
  const [first, second] = [aConsent(), aConsent()];
  const outcomes = await Promise.allSettled([
    browser.ask(ALLOW, allowed(id, first)),
    browser.ask(ALLOW, allowed(id, second)),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await browser.refusal(DENY, { id })).toBe('REQUEST_ANSWERED');
  const operations = (kind: string) =>
    api.sql(`SELECT 1 FROM operation WHERE kind = $1 AND call->>'commitment' IN ($2, $3)`, [
      kind,
      first.grant.commitment,
      second.grant.commitment,
    ]);
  expect(await operations('grant')).toHaveLength(1);
  const { revocation } = outcomes[0]!.status === 'fulfilled' ? first : second;
  // Stopping what is stopped is no mistake: both devices are told that it is over, the ledger once.
  await Promise.all([1, 2].map(() => browser.ask(REVOKE, { input: { requestId: id, revocation } })));
  expect(await operations('revoke')).toHaveLength(1);
});

describe('a consent', () => {
  it('that goes on is given the keys of later epochs, once each; one that was stopped is not', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    const { askAccess: requestId } = await doctor.ask<{ askAccess: string }>(ASK, asked(pairingId));
    const consent = aConsent();
    const handOn = (wraps: string[]) => ({ input: { requestId, wraps } });
    expect(await patient.browser.refusal(HAND_ON, handOn(['{"w":2}']))).toBe('NOT_FOUND');
    await patient.browser.ask(ALLOW, allowed(requestId, consent));
    await patient.browser.ask(HAND_ON, handOn(['{"w":2}']));
    await patient.browser.ask(HAND_ON, handOn(['{"w":2}', '{"w":3}']));
    expect(await doctor.ask(OF_SITE, { id: pairingId })).toMatchObject({
      accessRequests: [{ consent: { wraps: ['{"w":1}', '{"w":2}', '{"w":3}'] } }],
    });
    const other = await aPatient();
    expect(await other.browser.refusal(HAND_ON, handOn(['{"w":4}']))).toBe('NOT_FOUND');
    expect(await patient.browser.refusal(HAND_ON, handOn(['x'.repeat(2001)]))).toBe('CONSENT_INVALID');
    await patient.browser.ask(REVOKE, { input: { requestId, revocation: consent.revocation } });
    expect(await patient.browser.refusal(HAND_ON, handOn(['{"w":4}']))).toBe('NOT_FOUND');
  });

  it('goes to the ledger without a word of whose it is, and to the one who asked', async () => {
    const patient = await aPatient();
    const pairingId = await paired(patient);
    const { askAccess: id } = await doctor.ask<{ askAccess: string }>(ASK, asked(pairingId));
    const consent = aConsent();
    await patient.browser.ask(ALLOW, allowed(id, consent));
    expect(await doctor.ask(OF_SITE, { id: pairingId })).toMatchObject({
      accessRequests: [{ status: 'ALLOWED', consent: { opening: '{"v":1}', wraps: ['{"w":1}'] } }],
    });
    const [operation] = await api.sql<{ created_by: string | null; site_id: string | null; kind: string }>(
      `SELECT created_by, site_id, kind FROM operation WHERE call->>'commitment' = $1`,
      [consent.grant.commitment],
    );
    expect(operation).toEqual({ created_by: null, site_id: null, kind: 'grant' });

    await patient.browser.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
    await patient.browser.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } });
    expect(await patient.browser.ask(REQUESTS)).toMatchObject({
      myAccessRequests: [{ consent: { granting: { kind: 'grant' }, revoking: { kind: 'revoke' } } }],
    });
    // What was sealed to the reader is no longer handed out.
    expect(await doctor.ask(OF_SITE, { id: pairingId })).toMatchObject({
      accessRequests: [{ consent: { wraps: [] } }],
    });
  });

  it('is not relayed where the key that it names did not sign it', async () => {
    const patient = await aPatient();
    const id = await requested(patient);
    const consent = aConsent();
    const forged = { ...consent, grant: { ...consent.grant, controller: controllerAddressOf(word()) } };
    expect(await patient.browser.refusal(ALLOW, allowed(id, forged))).toBe('CONSENT_INVALID');
    expect(await patient.browser.refusal(ALLOW, allowed(id, { ...consent, lastDay: 60_001 }))).toBe(
      'CONSENT_INVALID',
    );
    await patient.browser.ask(ALLOW, allowed(id, consent));
    expect(
      await patient.browser.refusal(REVOKE, { input: { requestId: id, revocation: consent.grant } }),
    ).toBe('CONSENT_INVALID');
  });
});

it('a record is erased by nobody who only finds its screen open', async () => {
  const { browser, id } = await aPatient();
  await api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);
  expect(await browser.refusal(ERASE)).toBe('STEP_UP_NEEDED');
  expect(await browser.ask(OWN)).not.toEqual({ myRecord: null });
  await browser.ask('mutation ($input: StepUpInput!) { stepUp(input: $input) }', {
    input: { password: PASSWORD },
  });
  expect(await browser.ask(ERASE)).toEqual({ eraseRecord: true });
});

it('a record is taken along by nobody who only finds its screen open, and that it was is on record', async () => {
  const { browser, id } = await aPatient();
  const consent = [
    'mutation ($form: RecordExportForm!) { consentToExport(form: $form) }',
    { form: 'SUMMARY' },
  ] as const;
  await api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);
  expect(await browser.refusal(...consent)).toBe('STEP_UP_NEEDED');
  await browser.ask('mutation ($input: StepUpInput!) { stepUp(input: $input) }', {
    input: { password: PASSWORD },
  });
  expect(await browser.ask(...consent)).toEqual({ consentToExport: true });
  expect(
    await api.sql(`SELECT details FROM audit_entry WHERE action = 'record.export' AND subject_id = $1`, [id]),
  ).toEqual([{ details: { form: 'SUMMARY' } }]);
});

it('an erased record leaves no row that leads to the person', async () => {
  const patient = await aPatient();
  const id = await requested(patient);
  const consent = aConsent();
  await patient.browser.ask(ALLOW, allowed(id, consent));
  await patient.browser.ask(ERASE);
  expect(await patient.browser.refusal(OWN)).toBe('UNAUTHENTICATED');
  expect(
    await api.browser(newAddress()).refusal(SIGN_IN_PATIENT, { email: patient.email, password: PASSWORD }),
  ).toBe('SIGN_IN_FAILED');
  const tables = await api.sql<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const words = [patient.email, patient.pseudonym.slice(2), id];
  const found: string[] = [];
  for (const { name } of tables) {
    if (name === 'audit_entry') continue;
    const rows = await api.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    for (const { row } of rows) if (words.some((each) => row.includes(each))) found.push(`${name}: ${row}`);
  }
  expect(found).toEqual([]);
  // What stays of the consent are the ledger's random words, and nothing beside them.
  const [operation] = await api.sql<{ row: string }>(
    `SELECT o::text AS row FROM operation o WHERE call->>'commitment' = $1`,
    [consent.grant.commitment],
  );
  expect(operation!.row).not.toContain(patient.id);
});
