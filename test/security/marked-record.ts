import { randomBytes, randomUUID } from 'node:crypto';
import { atWork, type ApiBench, type Browser } from '@custodia/api/testing';
import { expect } from 'vitest';
import { MARKS } from './marks.js';
import type { World } from './world.js';

/** A patient's record with everybody who writes a word about it: each word is a mark, and is read back by whom it is for. */
export async function aRecordWithMarks(api: ApiBench, here: World, there: World): Promise<void> {
  const kept = await copyWithMarks(api, here, there);
  await breakGlassWithMarks(api, here, kept);
  await reportWithMarks(here, kept);
  await careWithMarks(api, kept);
}

interface Kept {
  readonly patient: Browser;
  readonly pairingId: string;
}

async function aPatient(api: ApiBench, address: string): Promise<Browser> {
  const patient = api.browser(address);
  await patient.ask('mutation ($input: SignUpInput!) { signUp(input: $input) { id } }', {
    input: { email: `${randomUUID()}@example.test`, password: MARKS.password, locale: 'en' },
  });
  await patient.ask('mutation ($input: KeepKeybagInput!) { keepKeybag(input: $input) }', {
    input: { pseudonym: word(), keybag: '{}', version: 1 },
  });
  return patient;
}

const word = () => `0x${randomBytes(32).toString('hex')}`;
const deviceKeys = () => ({
  kemKey: randomBytes(32).toString('base64url'),
  signKey: randomBytes(32).toString('base64url'),
});
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

async function shownBy(patient: Browser): Promise<{ code: string }> {
  const { newRecordCode } = await patient.ask<{ newRecordCode: { code: string } }>(
    'mutation { newRecordCode { code } }',
  );
  return newRecordCode;
}

/** A patient's record at the prescriber's, who copies something of it into the site's chart and looks at it. */
async function copyWithMarks(api: ApiBench, here: World, there: World): Promise<Kept> {
  const patient = await aPatient(api, '198.51.100.1');
  const { pairRecord } = await here.people.R.ask<{ pairRecord: { id: string } }>(
    'mutation ($code: String!) { pairRecord(input: { code: $code, ownNumber: "HC-17" }) { id } }',
    await shownBy(patient),
  );
  await here.people.R.ask('mutation ($input: AskAccessInput!) { askAccess(input: $input) }', {
    input: {
      pairingId: pairRecord.id,
      ...deviceKeys(),
      purpose: 'TREAT',
      categories: ['cardiology'],
      until: tomorrow(),
      words: MARKS.request,
    },
  });
  const { myAccessRequests } = await patient.ask<{ myAccessRequests: { words: string }[] }>(
    '{ myAccessRequests { words } }',
  );
  expect(myAccessRequests).toEqual([{ words: MARKS.request }]);
  const take = (entry: string) =>
    [
      'mutation ($input: TakeCopyInput!) { takeCopy(input: $input) }',
      { input: { pairingId: pairRecord.id, entries: [entry] } },
    ] as const;
  const entry = { resourceType: 'AllergyIntolerance', code: { text: MARKS.copied } };
  const { takeCopy } = await here.people.R.ask<{ takeCopy: string }>(...take(JSON.stringify(entry)));
  await here.people.R.ask('mutation ($id: ID!) { openCopy(id: $id) }', { id: takeCopy });
  await here.people.R.refusal(...take(`{"${MARKS.copied}`));
  await there.people.R.refusal('mutation ($id: ID!) { openCopy(id: $id) }', { id: takeCopy });
  return { patient, pairingId: pairRecord.id };
}

/** Reading without asking, and what the privacy officer says of it. */
async function breakGlassWithMarks(api: ApiBench, here: World, { patient, pairingId }: Kept): Promise<void> {
  await api.sql(
    `INSERT INTO record_emergency (user_id, opening, not_after, operation_id, kept_at)
     SELECT user_id, '{}', now() + interval '1 day', gen_random_uuid(), now() FROM record_pairing WHERE id = $1`,
    [pairingId],
  );
  const asked = { pairingId, requestHash: word(), reason: 'other', words: MARKS.emergency };
  const { recordEmergency } = await here.people.R.ask<{ recordEmergency: { id: string } }>(
    'mutation ($input: RecordEmergencyInput!) { recordEmergency(input: $input) { id } }',
    { input: asked },
  );
  const officer = await atWork(api, { siteId: here.sites.R.id }, ['privacy.review']);
  await officer.ask('mutation ($input: ReviewEmergencyInput!) { reviewEmergency(input: $input) }', {
    input: { id: recordEmergency.id, outcome: 'NOT_JUSTIFIED', words: MARKS.review },
  });
  const { emergency: words, review: reviewWords } = MARKS;
  expect(await patient.ask('{ myEmergency { accesses { words reviewWords } } }')).toEqual({
    myEmergency: { accesses: [{ words, reviewWords }] },
  });
}

/** A look that a patient reports, and the answer. */
async function reportWithMarks(here: World, { patient }: Kept): Promise<void> {
  const line = {
    event: 'release',
    time: new Date(Date.now() - 60_000).toISOString(),
    organisation: 'Somewhere',
    person: MARKS.reader,
    categories: ['cardiology'],
    requestHash: word(),
  };
  await patient.ask('mutation ($input: ReportAccessInput!) { reportAccess(input: $input) }', {
    input: { line, aboutSiteId: here.sites.R.id, words: MARKS.report, toRegulator: false },
  });
  const { accessReports } = await here.people.R.ask<{ accessReports: { id: string }[] }>(
    '{ accessReports { id } }',
  );
  await here.people.R.ask('mutation ($input: AnswerReportInput!) { answerReport(input: $input) }', {
    input: { reportId: accessReports[0]!.id, outcome: 'NOT_JUSTIFIED', words: MARKS.answer },
  });
  const { reader: person, report: words, answer } = MARKS;
  expect(await patient.ask('{ myAccessReports { person words answer } }')).toEqual({
    myAccessReports: [{ person, words, answer }],
  });
}

/** Somebody who cares for the patient, and a phone that wants to be told. */
async function careWithMarks(api: ApiBench, { patient }: Kept): Promise<void> {
  const carer = await aPatient(api, '198.51.100.2');
  const { carer: name, caredFor } = MARKS;
  const input = {
    name,
    patient: caredFor,
    ...deviceKeys(),
    categories: ['medications'],
    until: tomorrow(),
  };
  await carer.ask('mutation ($input: AskToCareInput!) { askToCare(input: $input) }', {
    input: { ...input, ...(await shownBy(patient)) },
  });
  // Refused with the name in the words.
  await carer.refusal('mutation ($input: AskToCareInput!) { askToCare(input: $input) }', {
    input: { ...input, ...(await shownBy(patient)), name: 'Somebody Else' },
  });
  expect(await carer.ask('{ myCares { name patient } }')).toEqual({ myCares: [{ name, patient: caredFor }] });
  const endpoint = `https://push.example/${MARKS.push}`;
  await patient.ask('mutation ($endpoint: String!) { takePushNotices(endpoint: $endpoint) }', { endpoint });
  await patient.refusal('mutation ($endpoint: String!) { takePushNotices(endpoint: $endpoint) }', {
    endpoint: `https://else.example/${MARKS.push}`,
  });
  const state = 'query ($endpoint: String) { myPushNotices(endpoint: $endpoint) { here } }';
  expect(await patient.ask(state, { endpoint })).toEqual({ myPushNotices: { here: true } });
}
