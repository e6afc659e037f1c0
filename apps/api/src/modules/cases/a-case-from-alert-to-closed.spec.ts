import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { textOfPdf } from '../../testing/pdf-text.js';
import { AlertsReader } from '../alerts/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import { CaseFile } from './case-file.entity.js';
import { CasePapers } from './case-papers.js';
import { CaseRemindersJob } from './case-reminders.job.js';
import { CasesModule } from './cases.module.js';
import { CasesReader } from './cases.reader.js';
import { CasesService } from './cases.service.js';
import { euRapidAlert, fda3911 } from './case-drafts.js';
import type { VerdictType } from '../verification/index.js';
import '../verification/index.js';

let bench: Bench;
let cases: CasesService;
let reader: CasesReader;
let maker: Actor;
let pharmacy: Actor;
let stranger: Actor;
let regulator: Actor;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openBench({ imports: [CasesModule] });
  cases = bench.get(CasesService);
  reader = bench.get(CasesReader);
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
  stranger = await anActor(bench, { roles: ['PHARMACY'] });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  run = await aRun(bench, maker, { units: 20 });
});
afterAll(() => bench.close());

async function anIncident(
  verdict: VerdictType = 'DispensedElsewhere',
  code = 'DISPENSED_ELSEWHERE',
): Promise<string> {
  await bench.get(UnitOfWork).run(systemActor('scans'), 'scan.flag', async (tx) => {
    await tx.publish('scan.flagged', {
      at: new Date().toISOString(),
      siteId: pharmacy.siteId,
      userId: pharmacy.userId,
      verdict,
      code,
      channel: 'WEDGE',
      mode: 'DISPENSE',
      raisesAlert: true,
      nearMiss: false,
      gtin: run.gtin,
      serial: run.serial(next++),
      lot: run.lotNumber,
    });
  });
  await bench.dispatchEvents();
  const { nodes } = await bench.get(AlertsReader).incidents(pharmacy, {}, { first: 50 });
  return nodes.find(({ status }) => status === 'OPEN')!.id;
}

const key = () => randomUUID();
const open = async (actor = pharmacy) =>
  cases.open(actor, { idempotencyKey: key(), incidentId: await anIncident(), text: 'The seal is broken.' });
const statusOf = async (id: string) => (await reader.case(regulator, id))?.status;
const textsFor = async (actor: Actor, id: string) =>
  (await reader.entries(actor, (await reader.case(actor, id))!)).map(({ kind, text, unnamed }) =>
    [kind, text, unnamed ? 'unnamed' : ''].join('|'),
  );
const noticesOf = async (actor: Actor, caseId: string) =>
  (await reader.notices(actor)).filter((notice) => notice.caseId === caseId).map(({ kind }) => kind);

describe('a case', () => {
  it('is opened by a pharmacy, once for an incident, and is there for those who take part', async () => {
    const incidentId = await anIncident();
    const input = { incidentId, text: 'The seal is broken.' };
    const id = await cases.open(pharmacy, { idempotencyKey: key(), ...input });
    expect(await cases.open(regulator, { idempotencyKey: key(), ...input })).toBe(id);
    for (const actor of [pharmacy, maker, regulator])
      expect((await reader.case(actor, id))?.status).toBe('NEW');
    expect(await reader.case(stranger, id)).toBeNull();
    expect((await reader.cases(stranger, undefined, { first: 10 })).nodes).toEqual([]);
    await expect(cases.open(stranger, { idempotencyKey: key(), ...input })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await noticesOf(maker, id)).toEqual(['OPENED']);
    expect(await noticesOf(pharmacy, id)).toEqual([]);
  });

  it('goes from question to answer, and the pharmacy stays unnamed to the maker until the regulator says so', async () => {
    const id = await open();
    await cases.see(regulator, id);
    expect(await statusOf(id)).toBe('SEEN');
    await cases.take(regulator, id);
    await cases.ask(regulator, { idempotencyKey: key(), caseId: id, to: 'SITE', text: 'Where is it from?' });
    expect(await reader.case(regulator, id)).toMatchObject({ status: 'WAITING', asked: 'SITE' });
    await cases.answer(maker, { idempotencyKey: key(), caseId: id, text: 'Ours.', toMaker: true });
    expect(await statusOf(id)).toBe('WAITING');
    await cases.answer(pharmacy, {
      idempotencyKey: key(),
      caseId: id,
      text: 'From Atlantic.',
      toMaker: true,
    });
    await cases.answer(pharmacy, {
      idempotencyKey: key(),
      caseId: id,
      text: 'In confidence.',
      toMaker: false,
    });
    expect(await reader.case(regulator, id)).toMatchObject({ status: 'INVESTIGATING', asked: null });

    const forMaker = await textsFor(maker, id);
    expect(forMaker).toContain('ANSWER|From Atlantic.|unnamed');
    expect(forMaker.join()).not.toMatch(/confidence|Where is it from/);
    expect((await reader.case(maker, id))?.siteIds).toEqual([]);
    expect(await textsFor(regulator, id)).toContain('ANSWER|In confidence.|');

    await cases.nameSites(regulator, { idempotencyKey: key(), caseId: id, text: 'To trace the delivery.' });
    expect((await reader.case(maker, id))?.siteIds).toEqual([pharmacy.siteId]);
    expect(await textsFor(maker, id)).toContain('ANSWER|From Atlantic.|');
  });

  const remindersIn = async (id: string) =>
    (await reader.entries(regulator, (await reader.case(regulator, id))!)).filter(
      ({ kind }) => kind === 'REMINDER',
    ).length;
  const remindersAfter = async (id: string, hours: readonly number[]) => {
    const counted: number[] = [];
    for (const hour of hours) {
      await bench.get(CaseRemindersJob).remind(new Date(Date.now() + hour * 3_600_000));
      counted.push(await remindersIn(id));
    }
    return counted;
  };
  const remindersTo = async (actor: Actor, id: string) =>
    (await noticesOf(actor, id)).filter((kind) => kind === 'REMINDER').length;

  it('reminds who was asked after 48 hours and five days, once each', async () => {
    const id = await open();
    await cases.ask(regulator, { idempotencyKey: key(), caseId: id, to: 'MAKER', text: 'Is it yours?' });
    expect(await remindersAfter(id, [47, 49, 60, 121, 500])).toEqual([0, 1, 1, 2, 2]);
    expect(await remindersTo(maker, id)).toBe(2);
    expect(await noticesOf(pharmacy, id)).toEqual([]);
  });

  it('reminds the regulator alone of one that nobody has taken up, until somebody does', async () => {
    const [left, seen] = [await open(), await open()];
    await cases.see(regulator, seen);
    expect(await remindersAfter(left, [47, 49, 60, 121, 500])).toEqual([0, 1, 1, 2, 2]);
    expect(await remindersTo(regulator, left)).toBe(2);
    expect([await remindersTo(maker, left), await remindersTo(pharmacy, left)]).toEqual([0, 0]);
    expect(await remindersIn(seen)).toBe(2);
  });

  it('reminds who took it up and left it, then the regulator, and anew after something was done', async () => {
    const colleague = { ...regulator, userId: randomUUID() };
    const id = await open();
    await cases.take(regulator, id);
    const told = async () => [await remindersTo(regulator, id), await remindersTo(colleague, id)];
    expect(await remindersAfter(id, [47, 49, 60])).toEqual([0, 1, 1]);
    expect(await told()).toEqual([1, 0]);
    expect(await remindersAfter(id, [121, 500])).toEqual([2, 2]);
    // The second one is for the person, and for all of the authority.
    expect(await told()).toEqual([3, 1]);
    await cases.nameSites(regulator, { idempotencyKey: key(), caseId: id, text: 'To trace it.' });
    expect(await remindersAfter(id, [49])).toEqual([3]);
    await cases.escalate(regulator, { idempotencyKey: key(), caseId: id, text: 'To the prosecutor.' });
    expect(await remindersAfter(id, [500])).toEqual([3]);
  });

  it('reminds the regulator of a case whose taker has left the place', async () => {
    const id = await open();
    const gone = await anActor(bench, { roles: ['REGULATOR'] });
    await cases.take(gone, id);
    await bench.sql('DELETE FROM membership WHERE user_id = $1', [gone.userId]);
    expect(await remindersAfter(id, [49])).toEqual([1]);
    expect(await remindersTo(regulator, id)).toBe(1);
  });

  it('reminds of each in time, however many wait for their second reminder', async () => {
    const id = await open();
    const others = await bench.sql<{ id: string }>(
      `WITH another AS (
         INSERT INTO incident SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'cause', n))).*
         FROM incident i JOIN case_file c ON c.incident_id = i.id, generate_series(1, 100) n WHERE c.id = $1 RETURNING id)
       INSERT INTO case_file (id, incident_id, status, opened_at, left_since, due_at, reminders)
       SELECT gen_random_uuid(), another.id, 'NEW', opened_at, opened_at - interval '3 hours', due_at, 1
       FROM another, case_file c WHERE c.id = $1 RETURNING id`,
      [id],
    );
    expect(await remindersAfter(id, [49])).toEqual([1]);
    await bench.sql(`UPDATE case_file SET status = 'CLOSED' WHERE id = ANY ($1)`, [
      others.map((one) => one.id),
    ]);
  });

  it('is closed with its incident, and then nothing more is said in it', async () => {
    const id = await open();
    await cases.escalate(regulator, { idempotencyKey: key(), caseId: id, text: 'To the prosecutor.' });
    const closing = { caseId: id, code: 'CONFIRMED_FALSIFIED', text: 'The leaflet is forged.' } as const;
    await expect(
      cases.close(regulator, { idempotencyKey: key(), ...closing, text: ' ' }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await cases.close(regulator, { idempotencyKey: key(), ...closing });
    const incident = await bench
      .get(AlertsReader)
      .incident(regulator, (await reader.case(regulator, id))!.incidentId);
    expect(incident).toMatchObject({ status: 'CLOSED', closingCode: 'CONFIRMED_FALSIFIED' });
    await expect(
      cases.ask(regulator, { idempotencyKey: key(), caseId: id, to: 'MAKER', text: 'One more.' }),
    ).rejects.toMatchObject({ code: 'CASE_CLOSED' });
    await expect(cases.addPhoto(pharmacy, id, PNG, '')).rejects.toMatchObject({ code: 'CASE_CLOSED' });
  });
});

describe('a question about several incidents', () => {
  const about = (incidentIds: readonly string[], to: 'MAKER' | 'SITE' = 'MAKER', idempotencyKey = key()) =>
    cases.askAbout(regulator, { idempotencyKey, incidentIds, to, text: 'Is this yours?' });
  const incidentOf = async (id: string) => (await reader.case(regulator, id))!.incidentId;

  it('is asked in each one’s case, opened where there is none, and each row says what became of it', async () => {
    const known = await open();
    const left = await anIncident();
    const over = await open();
    const closing = { caseId: over, code: 'TEST', text: 'A drill.' } as const;
    await cases.close(regulator, { idempotencyKey: key(), ...closing });
    const ids = [await incidentOf(known), left, await incidentOf(over), 'nobody', left];
    const again = key();
    const rows = await about(ids, 'MAKER', again);
    const opened = (await reader.ofIncident(regulator, left))!;
    expect(rows).toEqual([
      { id: ids[0], refusal: null, caseId: known },
      { id: left, refusal: null, caseId: opened.id },
      { id: ids[2], refusal: 'INCIDENT_CLOSED', caseId: null },
      { id: 'nobody', refusal: 'NOT_FOUND', caseId: null },
    ]);
    for (const id of [known, opened.id]) {
      expect(await reader.case(regulator, id)).toMatchObject({ status: 'WAITING', asked: 'MAKER' });
      expect(await textsFor(maker, id)).toContain('QUESTION|Is this yours?|');
      expect(await textsFor(pharmacy, id)).not.toContain('QUESTION|Is this yours?|');
    }
    expect(await noticesOf(maker, opened.id)).toEqual(['QUESTION', 'OPENED']);
    // A lost answer asked for again asks nobody twice.
    expect(await about(ids, 'MAKER', again)).toEqual(rows);
    expect(await noticesOf(maker, known)).toEqual(['QUESTION', 'OPENED']);
  });

  it('is not asked of nobody: where no row can be asked about, nothing is written', async () => {
    const id = await anIncident();
    await bench.sql('UPDATE alert SET maker_site_id = NULL WHERE incident_id = $1', [id]);
    await expect(about([id])).rejects.toMatchObject({
      code: 'INCIDENTS_UNCHANGED',
      details: { incidents: [{ id, code: 'NOBODY_TO_ASK' }] },
    });
    expect(await reader.ofIncident(regulator, id)).toBeNull();
    const [row] = await about([id], 'SITE');
    const single = { idempotencyKey: key(), caseId: row!.caseId!, to: 'MAKER', text: 'Yours?' } as const;
    await expect(cases.ask(regulator, single)).rejects.toMatchObject({ code: 'NOBODY_TO_ASK' });
  });

  it('has words, and between one and a hundred incidents', async () => {
    const id = await anIncident();
    for (const ids of [[], Array.from({ length: 101 }, () => randomUUID())])
      await expect(about(ids)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const wordless = { idempotencyKey: key(), incidentIds: [id], to: 'SITE', text: ' ' } as const;
    await expect(cases.askAbout(regulator, wordless)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

it('the rows of a page are read together, each reader’s as that reader may see them', async () => {
  const opened = [await open(), await open(), await open()];
  const ids = await Promise.all(opened.map(async (id) => (await reader.case(regulator, id))!.incidentId));
  const alerts = bench.get(AlertsReader);
  const query = vi.spyOn(bench.database, 'query');
  // What jobs ask meanwhile does not count.
  const asked = (table: string) => query.mock.calls.filter(([sql]) => sql.includes(`FROM ${table}`)).length;
  const find = vi.spyOn(bench.database.getRepository(CaseFile), 'findBy');
  const read = (actor: Actor) =>
    Promise.all(
      ids.map(async (id) => [
        (await reader.ofIncident(actor, id))?.siteIds,
        (await alerts.alertsOf(actor, id)).map(({ siteIds }) => siteIds),
      ]),
    );
  try {
    const row = [[pharmacy.siteId], [[pharmacy.siteId]]];
    expect(await read(regulator)).toEqual([row, row, row]);
    // The places of three cases, and the alerts of three incidents.
    expect([asked('case_site'), asked('alert a'), find.mock.calls.length]).toEqual([1, 1, 1]);
    const both = await Promise.all([read(maker), read(stranger)]);
    expect(both).toEqual([ids.map(() => [[], [[]]]), ids.map(() => [undefined, []])]);
    expect(find.mock.calls.length).toBe(2);
  } finally {
    vi.restoreAllMocks();
  }
});

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  return Buffer.concat([head, Buffer.from(type), data, Buffer.alloc(4)]);
};
const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.alloc(13)),
  chunk('IDAT', Buffer.alloc(9)),
  chunk('IEND', Buffer.alloc(0)),
]);

describe('papers of a case', () => {
  it('are photos that are photos', async () => {
    const id = await open();
    await expect(cases.addPhoto(pharmacy, id, Buffer.from('%PDF-1.7'), '')).rejects.toMatchObject({
      code: 'NOT_A_PHOTO',
    });
    await expect(cases.addPhoto(pharmacy, id, Buffer.alloc(5 * 1024 * 1024 + 1), '')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    await expect(cases.addPhoto(stranger, id, PNG, '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const entry = await cases.addPhoto(pharmacy, id, PNG, 'The seal');
    const papers = bench.get(CasePapers);
    expect(await papers.photo(maker, id, entry)).toMatchObject({ type: 'image/png', bytes: PNG });
    await expect(papers.photo(stranger, id, entry)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are a label and drafts filled from what is known', async () => {
    const id = await open();
    const papers = bench.get(CasePapers);
    const label = async (language: 'en' | 'fr') =>
      textOfPdf(await papers.quarantineLabel(pharmacy, id, language));
    expect(await label('en')).not.toContain('Authority');
    const here = { market: pharmacy.market, country: pharmacy.country };
    const thresholds = bench.get(ThresholdsService);
    await thresholds.changeHotline(regulator, here, '+1 202 555 0143', 'Ours.');
    expect(await label('en')).toMatch(/QUARANTINE[^]+Authority \+1 202 555 0143/);
    expect(await label('fr')).toMatch(/QUARANTAINE[^]+Autorité \+1 202 555 0143/);
    const facts = await papers.facts(regulator, id);
    expect(fda3911(facts)).toContain(`15. Lot number(s)\n   ${run.lotNumber}`);
    expect(fda3911(facts)).toContain(run.gtin);
    expect(euRapidAlert(facts)).toContain('dispensed at one place and has turned up at another');
    await expect(papers.facts(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a pack that may be falsified', () => {
  it('is a case at once, which all who take part find; whoever opens it gets the same', async () => {
    const incidentId = await anIncident('SuspectedFalsified', 'SUSPECTED_FALSIFIED');
    const file = (await reader.ofIncident(regulator, incidentId))!;
    expect(file).toMatchObject({ status: 'NEW', siteIds: [pharmacy.siteId], makerSiteId: maker.siteId });
    for (const actor of [regulator, maker, pharmacy])
      expect(await reader.entries(actor, (await reader.case(actor, file.id))!)).toMatchObject([
        { kind: 'OPENED', side: 'SYSTEM', siteId: null, text: '' },
      ]);
    expect(await cases.open(pharmacy, { idempotencyKey: randomUUID(), incidentId, text: 'Look' })).toBe(
      file.id,
    );
  });

  it('is none where the regulator has seized it, and no other alert is one by itself', async () => {
    for (const [verdict, code] of [
      ['SuspectedFalsified', 'SEIZED'],
      ['DispensedElsewhere', 'DISPENSED_ELSEWHERE'],
    ] as const)
      expect(await reader.ofIncident(regulator, await anIncident(verdict, code))).toBeNull();
  });
});
