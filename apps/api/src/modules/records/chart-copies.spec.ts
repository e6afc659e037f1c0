import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import type { Browser } from '../../testing/browser.js';
import { aSite } from '../../testing/builders.js';
import { word } from '../../testing/consents.js';
import { ChartCopiesJob } from './chart-copies.job.js';
import { RecordsModule } from './records.module.js';

const TAKE = 'mutation ($input: TakeCopyInput!) { takeCopy(input: $input) }';
const OPEN = 'mutation ($id: ID!) { openCopy(id: $id) }';
const CHART = '{ chartCopies { id person ownNumber entries } }';
const MINE = '{ myCopies { person ownNumber entries site { name } } }';
const ALLERGY = { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } };

let api: ApiBench;
let doctor: Browser;
let colleague: Browser;
let stranger: Browser;
let patient: Browser;
let pairingId: string;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  const clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
  const other = await aSite(api, { roles: ['PHARMACY'] });
  doctor = await atWork(api, { siteId: clinic.id });
  colleague = await atWork(api, { siteId: clinic.id });
  stranger = await atWork(api, { siteId: other.id });
  patient = api.browser('198.51.100.7');
  await patient.ask(
    'mutation ($email: String!) { signUp(input: { email: $email, password: "correct horse battery", locale: "en" }) { id } }',
    { email: `${newId()}@example.test` },
  );
  await patient.ask(
    'mutation ($p: String!) { keepKeybag(input: { pseudonym: $p, keybag: "{}", version: 1 }) }',
    { p: word() },
  );
  const { newRecordCode } = await patient.ask<{ newRecordCode: { code: string } }>(
    'mutation { newRecordCode { code } }',
  );
  const { pairRecord } = await doctor.ask<{ pairRecord: { id: string } }>(
    'mutation ($code: String!) { pairRecord(input: { code: $code, ownNumber: "HC-17" }) { id } }',
    newRecordCode,
  );
  pairingId = pairRecord.id;
});
afterAll(() => api.close());

const taken = async (by = doctor) => {
  const input = { pairingId, entries: [JSON.stringify(ALLERGY)] };
  return (await by.ask<{ takeCopy: string }>(TAKE, { input })).takeCopy;
};

it('a copy opens for the people of its site alone, sealed in the database, and each look is in the audit trail', async () => {
  const id = await taken();
  expect(await stranger.refusal(OPEN, { id })).toBe('NOT_FOUND');
  expect(await patient.refusal(OPEN, { id })).toBe('FORBIDDEN');
  const { openCopy } = await colleague.ask<{ openCopy: string }>(OPEN, { id });
  expect(JSON.parse(openCopy)).toEqual([ALLERGY]);
  const [row] = await api.sql<{ text: string }>(
    `SELECT encode(content, 'escape') AS text FROM chart_copy WHERE id = $1`,
    [id],
  );
  expect(row!.text).not.toContain('Penicillin');
  const looks = await api.sql(
    `SELECT 1 FROM audit_entry WHERE subject_id = $1 AND action IN ('record.copy', 'record.open-copy')`,
    [id],
  );
  expect(looks).toHaveLength(2);
  const { chartCopies } = await colleague.ask<{ chartCopies: { id: string; ownNumber: string }[] }>(CHART);
  expect(chartCopies.find((copy) => copy.id === id)).toMatchObject({ ownNumber: 'HC-17', entries: 1 });
  expect(await stranger.ask(CHART)).toEqual({ chartCopies: [] });
});

it('its patient sees that it was taken, and not by what number the site knows them', async () => {
  await taken();
  const { myCopies } = await patient.ask<{ myCopies: object[] }>(MINE);
  expect(myCopies[0]).toMatchObject({ entries: 1, ownNumber: '', site: { name: 'Heart Clinic' } });
});

it('it is of a patient of the site, and of resources', async () => {
  const entries = [JSON.stringify(ALLERGY)];
  expect(await stranger.refusal(TAKE, { input: { pairingId, entries } })).toBe('NOT_FOUND');
  for (const bad of [[], ['{'], ['{}'], ['null'], ['3']])
    expect(await doctor.refusal(TAKE, { input: { pairingId, entries: bad } })).toBe('BAD_INPUT');
});

it('it is deleted when its time is over, and not before; an erasure leaves it without a name', async () => {
  const [kept, over] = [await taken(), await taken()];
  await api.sql(`UPDATE chart_copy SET keep_until = now() - interval '1 day' WHERE id = $1`, [over]);
  await api.get(ChartCopiesJob).tidy();
  await patient.ask('mutation { eraseRecord }');
  const rows = await api.sql<{ id: string; record_id: string | null }>(
    'SELECT id, record_id FROM chart_copy',
  );
  expect(rows.map(({ id }) => id)).toContain(kept);
  expect(rows.map(({ id }) => id)).not.toContain(over);
  expect(rows.every(({ record_id: record }) => record === null)).toBe(true);
});
