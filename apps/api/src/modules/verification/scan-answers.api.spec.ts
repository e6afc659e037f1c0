import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, type BuiltRun } from '../../testing/goods.js';
import { signedIn } from '../../testing/signed-in.js';
import { CustodyModule } from '../custody/index.js';
import { VerificationModule } from './verification.module.js';

let api: ApiBench;
let pharmacy: Browser;
let elsewhere: Browser;
let prescriber: Browser;
let run: BuiltRun;

beforeAll(async () => {
  api = await openApiBench({ imports: [CustodyModule, VerificationModule] });
  const maker = await anActor(api, { roles: ['MANUFACTURER'], market: 'US' });
  const actor = await anActor(api, { roles: ['PHARMACY'], market: 'US' });
  pharmacy = await signedIn(api, actor);
  elsewhere = await signedIn(api, await anActor(api, { roles: ['PHARMACY'], market: 'US' }));
  prescriber = await signedIn(api, await anActor(api, { roles: ['PRESCRIBER'], market: 'US' }));
  run = await aRun(api, maker);
  await confirmRun(api, run, [{ start: 0, end: 100, holder: actor.partyId }]);
});
afterAll(() => api.close());

const VERIFY = 'query ($scan: ScanInput!) { verify(scan: $scan) { __typename } }';
const ANSWER = `mutation ($input: AnswerScanInput!) { answerScan(input: $input) {
  id serial verdict answer { answer note user at } } }`;
const scan = (by: Browser, data: string) => by.ask(VERIFY, { scan: { data, channel: 'WEDGE' } });
const input = (data: string, more: object = {}) => ({
  input: { idempotencyKey: randomUUID(), scan: data, answer: 'WRONG_PACK', ...more },
});

describe('the answer to a card', () => {
  it('needs a card of that pack at that site, a reason in words for anything else, and a holder', async () => {
    const code = run.code(1).replace(run.serial(1), 'NEVERMADE');
    expect(await pharmacy.refusal(ANSWER, input(code))).toBe('NOT_FOUND');
    await scan(elsewhere, code);
    expect(await pharmacy.refusal(ANSWER, input(code))).toBe('NOT_FOUND');
    await scan(pharmacy, code);
    expect(await pharmacy.refusal(ANSWER, input('no code'))).toBe('NOT_FOUND');
    expect(await pharmacy.refusal(ANSWER, input(code, { answer: 'OTHER' }))).toBe('BAD_INPUT');
    expect(await pharmacy.refusal(ANSWER, input(code, { note: 'x'.repeat(501) }))).toBe('BAD_INPUT');
    expect(await prescriber.refusal(ANSWER, input(code))).toBe('FORBIDDEN');
    // A green card asks for nothing.
    await scan(pharmacy, run.code(2));
    expect(await pharmacy.refusal(ANSWER, input(run.code(2)))).toBe('NOT_FOUND');
  });

  it('is kept with the scan, in the audit, and once for one key', async () => {
    const code = run.code(3).replace(run.serial(3), 'NEVERMADE3');
    await scan(pharmacy, code);
    const asked = input(code, { answer: 'OTHER', note: ' From a training set ' });
    const { answerScan } = await pharmacy.ask<{ answerScan: { id: string } }>(ANSWER, asked);
    expect(answerScan).toMatchObject({
      serial: 'NEVERMADE3',
      answer: { answer: 'OTHER', note: 'From a training set', user: 'Ana' },
    });
    expect(await pharmacy.ask(ANSWER, asked)).toEqual({ answerScan });
    expect(await api.sql('SELECT id FROM scan_answer WHERE scan_id = $1', [answerScan.id])).toHaveLength(1);
    expect(
      await api.sql(
        `SELECT action, details FROM audit_entry WHERE subject_type = 'scan' AND subject_id = $1`,
        [answerScan.id],
      ),
    ).toEqual([{ action: 'scan.answer', details: { answer: 'OTHER', note: 'From a training set' } }]);
    const history = () =>
      pharmacy.ask('{ recentScans(first: 2) { serial answer { answer } } }') as Promise<unknown>;
    expect(await history()).toMatchObject({
      recentScans: [{ serial: 'NEVERMADE3', answer: { answer: 'OTHER' } }, { answer: null }],
    });
    // Second thoughts: the later answer counts, the first one stays.
    await pharmacy.ask(ANSWER, input(code, { answer: 'QUARANTINED' }));
    expect(await history()).toMatchObject({ recentScans: [{ answer: { answer: 'QUARANTINED' } }, {}] });
    expect(await api.sql('SELECT id FROM scan_answer WHERE scan_id = $1', [answerScan.id])).toHaveLength(2);
  });
});
