import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import type { Browser } from '../../testing/browser.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import { aConsent, word } from '../../testing/consents.js';
import { RecordsModule } from './records.module.js';

const KEEP = 'mutation ($input: KeepEmergencyInput!) { keepEmergency(input: $input) }';
const STOP = 'mutation ($input: StopEmergencyInput!) { stopEmergency(input: $input) }';
const CARD = 'mutation { newEmergencyCard }';
const OWN = `{ myEmergency { opening keptAt granting { kind status } cardMadeAt
  accesses { id person reason words ownNumber outcome reviewWords site { name } } } }`;
const FIND = 'mutation ($input: EmergencyPatientInput!) { findForEmergency(input: $input) }';
const RECORD = `mutation ($input: RecordEmergencyInput!) {
  recordEmergency(input: $input) { id operationId } }`;
const USES = '{ emergencyAccesses { id person reason outcome reviewer ownNumber } }';
const REVIEW = 'mutation ($input: ReviewEmergencyInput!) { reviewEmergency(input: $input) }';
const COUNTS = '{ emergencyCounts { site count } }';

let api: ApiBench;
let practice: BuiltSite;
let doctor: Browser;
let officer: Browser;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  practice = await aSite(api, { roles: ['PRESCRIBER'], name: 'Riverside Practice' });
  doctor = await atWork(api, { siteId: practice.id }, ['privacy.review']);
  officer = await atWork(api, { siteId: practice.id }, ['privacy.review']);
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'consentRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 7)],
  );
});
afterAll(() => api.close());

let addresses = 0;
interface Patient {
  readonly browser: Browser;
  readonly pseudonym: string;
  readonly card: string;
}

async function aPatient(optsIn = true): Promise<Patient> {
  const browser = api.browser(`198.51.100.${++addresses}`);
  await browser.ask(
    'mutation ($email: String!) { signUp(input: { email: $email, password: "correct horse battery", locale: "de" }) { id } }',
    { email: `${newId()}@example.test` },
  );
  const pseudonym = word();
  await browser.ask(
    'mutation ($p: String!) { keepKeybag(input: { pseudonym: $p, keybag: "{}", version: 1 }) }',
    { p: pseudonym },
  );
  if (optsIn) await browser.ask(KEEP, { input: kept() });
  const { newEmergencyCard: card } = await browser.ask<{ newEmergencyCard: string }>(CARD);
  return { browser, pseudonym, card };
}

function kept(consent = aConsent()) {
  const notAfter = new Date(Date.now() + 86_400_000).toISOString();
  return { opening: '{"v":1}', notAfter, grant: consent.grant, lastDay: consent.lastDay };
}

const asked = (card: string, more: object = {}) => ({
  input: { card, requestHash: word(), reason: 'unconscious', words: 'Found on the street', ...more },
});

async function recorded(patient: Patient, by = doctor) {
  const { recordEmergency } = await by.ask<{ recordEmergency: { id: string; operationId: string } }>(
    RECORD,
    asked(patient.card),
  );
  return recordEmergency;
}

describe('an emergency', () => {
  it('goes to the ledger in the party’s name, and its patient and the privacy officer see it', async () => {
    const patient = await aPatient();
    expect(await doctor.ask(FIND, { input: { card: patient.card.toLowerCase() } })).toEqual({
      findForEmergency: patient.pseudonym,
    });
    const { id, operationId } = await recorded(patient);
    const [operation] = await api.sql<{ kind: string; party_id: number; text: string }>(
      'SELECT kind, party_id, o::text AS text FROM operation o WHERE id = $1',
      [operationId],
    );
    expect(operation).toMatchObject({ kind: 'anchor', party_id: practice.partyId });
    expect(operation!.text).not.toContain(patient.pseudonym.slice(2));
    // What becomes a mail to the patient.
    const events = await api.sql('SELECT payload FROM domain_event WHERE type = $1', ['record.emergency']);
    expect(events).toContainEqual({ payload: { accessId: id } });
    expect(await patient.browser.ask(OWN)).toMatchObject({
      myEmergency: {
        granting: { kind: 'grant' },
        accesses: [
          { reason: 'unconscious', words: 'Found on the street', site: { name: 'Riverside Practice' } },
        ],
      },
    });
    const { emergencyAccesses } = await officer.ask<{ emergencyAccesses: { id: string; outcome: null }[] }>(
      USES,
    );
    expect(emergencyAccesses.find((one) => one.id === id)).toMatchObject({ outcome: null });
  });

  it('is for patients who opted in, whose card is the newest, and for practices alone', async () => {
    const out = await aPatient(false);
    expect(await doctor.refusal(RECORD, asked(out.card))).toBe('NO_EMERGENCY_SUMMARY');
    expect(await doctor.refusal(FIND, { input: { card: out.card } })).toBe('NO_EMERGENCY_SUMMARY');
    const patient = await aPatient();
    await patient.browser.ask(CARD);
    expect(await doctor.refusal(RECORD, asked(patient.card))).toBe('RECORD_CODE_WRONG');
    expect(await doctor.refusal(RECORD, asked('', { pairingId: newId() }))).toBe('NOT_FOUND');
    const pharmacy = await aSite(api, { roles: ['PHARMACY'] });
    const pharmacist = await atWork(api, { siteId: pharmacy.id });
    expect(await pharmacist.refusal(RECORD, asked(patient.card))).toBe('FORBIDDEN');
    const bad = asked(patient.card, { reason: 'curious' });
    expect(await doctor.refusal(RECORD, bad)).toBe('BAD_INPUT');
  });

  it('is over with what the patient left for it', async () => {
    const patient = await aPatient();
    const consent = aConsent();
    await patient.browser.ask(KEEP, { input: kept(consent) });
    const forged = { ...consent.revocation, controller: `0x${'11'.repeat(20)}` };
    expect(await patient.browser.refusal(STOP, { input: { revocation: forged, isOver: true } })).toBe(
      'CONSENT_INVALID',
    );
    await patient.browser.ask(STOP, { input: { revocation: consent.revocation, isOver: true } });
    expect(await patient.browser.ask(OWN)).toMatchObject({ myEmergency: { opening: null } });
    expect(await doctor.refusal(RECORD, asked(patient.card))).toBe('NO_EMERGENCY_SUMMARY');
  });

  it('is not found by guessing cards', async () => {
    const site = await aSite(api, { roles: ['PRESCRIBER'] });
    const guesser = await atWork(api, { siteId: site.id });
    for (let n = 0; n < 10; n++)
      expect(await guesser.refusal(FIND, { input: { card: 'AAAABBBBCCCC' } })).toBe('RECORD_CODE_WRONG');
    expect(await guesser.refusal(FIND, { input: { card: 'AAAABBBBCCCC' } })).toBe('TOO_MANY');
  });
});

describe('a review', () => {
  it('is somebody else’s of the same site, once, and the patient reads it', async () => {
    const patient = await aPatient();
    const { id } = await recorded(patient);
    const input = { id, outcome: 'NOT_JUSTIFIED', words: 'She could have been asked.' };
    expect(await doctor.refusal(REVIEW, { input })).toBe('OWN_EMERGENCY');
    expect(await officer.refusal(REVIEW, { input: { ...input, words: '' } })).toBe('BAD_INPUT');
    const elsewhere = await aSite(api, { roles: ['PRESCRIBER'] });
    const other = await atWork(api, { siteId: elsewhere.id }, ['privacy.review']);
    expect(await other.refusal(REVIEW, { input })).toBe('NOT_FOUND');
    const colleague = await atWork(api, { siteId: practice.id });
    expect(await colleague.refusal(REVIEW, { input })).toBe('FORBIDDEN');
    await officer.ask(REVIEW, { input });
    expect(await officer.refusal(REVIEW, { input })).toBe('EMERGENCY_REVIEWED');
    expect(await patient.browser.ask(OWN)).toMatchObject({
      myEmergency: { accesses: [{ outcome: 'NOT_JUSTIFIED', reviewWords: 'She could have been asked.' }] },
    });
    const [kept] = await api.sql<{ words: Buffer; review_words: Buffer }>(
      'SELECT words, review_words FROM emergency_access WHERE id = $1',
      [id],
    );
    expect(kept!.words.includes('street') || kept!.review_words.includes('asked')).toBe(false);
  });
});

it('everybody counts by the ledger how often each site read without asking', async () => {
  await api.sql(
    `INSERT INTO ledger.anchor (operator, head, previous, party, kind, root, count)
     SELECT $1, decode(lpad(to_hex(n), 64, '0'), 'hex'), $1, $2, CASE WHEN n = 3 THEN 1 ELSE 4 END, $1, 1
     FROM generate_series(1, 3) n`,
    [Buffer.alloc(32, 1), practice.partyId],
  );
  const stranger = api.browser('198.51.100.240');
  expect(await stranger.ask(COUNTS)).toEqual({ emergencyCounts: [{ site: 'Riverside Practice', count: 2 }] });
});

it('an erased record leaves the use to the site, and no word of whose record it was', async () => {
  const patient = await aPatient();
  const { id } = await recorded(patient);
  await patient.browser.ask('mutation { eraseRecord }');
  const rows = await api.sql<{ record_id: string | null; row: string }>(
    'SELECT record_id, e::text AS row FROM emergency_access e WHERE id = $1',
    [id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.record_id).toBeNull();
  const { emergencyAccesses } = await officer.ask<{ emergencyAccesses: { id: string }[] }>(USES);
  expect(emergencyAccesses.map((one) => one.id)).toContain(id);
});
