import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { anAskedPatient } from '../../testing/asked-patient.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { openHook, type Hook } from '../../testing/hook.js';
import { PatientRecordsService } from '../records/index.js';
import { DeliveriesJob } from './deliveries.job.js';
import { DeliveryHousekeeping } from './delivery-housekeeping.job.js';
import { PAUSES_MS } from './delivery.rules.js';
import { NoticesModule } from './notices.module.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';

const ORIGIN = 'https://custodia.example';

let bench: Bench;
let service: Hook;
let clinic: Actor;

beforeAll(async () => {
  service = await openHook();
  bench = await openBench({
    imports: [NoticesModule],
    settings: {
      PUBLIC_ORIGIN: ORIGIN,
      PUSH_SERVICES: '127.0.0.1',
      WEBHOOK_NETWORKS: '127.0.0.0/8',
    },
  });
  clinic = await anActor(bench, { roles: ['PRESCRIBER'] });
});
afterAll(async () => {
  await bench.close();
  await service.close();
});
beforeEach(async () => {
  await bench.sql('TRUNCATE notice_delivery, push_subscription');
  service.received.length = 0;
  service.answer = (response) => void response.writeHead(201).end();
});

const push = () => bench.get(PushSubscriptionsService);
const send = (now = new Date()) => bench.get(DeliveriesJob).sendDue(now);
const endpoint = (name: string) => `https://127.0.0.1:${service.port}/push/${name}`;
const deliveries = () => bench.sql('SELECT state, failure, status FROM notice_delivery ORDER BY id');

interface Patient extends Actor {
  readonly requestId: string;
  readonly accessId: string;
}

/** Somebody with a record, signed in at a browser, of whom a clinic asks something. */
async function aPatient(): Promise<Patient> {
  const { userId, requestId, accessId } = await anAskedPatient(bench, clinic);
  return { ...(await signedInAt(newId(), { ...clinic, userId })), requestId, accessId };
}

/** The same person, signed in there, too: a session after the one before. */
async function signedInAt<A extends Actor>(terminalId: string, actor: A): Promise<A> {
  const sessionId = newId();
  await bench.sql(
    `INSERT INTO session (id, terminal_id, user_id, access_hash, access_until, refresh_hash, renewed_at, created_at, expires_at)
     VALUES ($1, $2, $3, '', now(), '', now(), clock_timestamp(), now())`,
    [sessionId, terminalId, actor.userId],
  );
  return { ...actor, sessionId };
}

const terminalOf = async ({ sessionId }: Actor) =>
  (await bench.sql<{ id: string }>('SELECT terminal_id AS id FROM session WHERE id = $1', [sessionId]))[0]!
    .id;
const signOut = ({ sessionId }: Actor) =>
  bench.sql('UPDATE session SET ended_at = now() WHERE id = $1', [sessionId]);

async function asked({ requestId }: Patient): Promise<void> {
  await bench
    .get(UnitOfWork)
    .run(systemActor('records'), 'record.ask', (tx) => tx.publish('record.asked', { requestId }));
  await bench.dispatchEvents();
}

it('a push wakes the browser with no content, signed for its service, and is sent once', async () => {
  const patient = await aPatient();
  await push().take(patient, endpoint('ada'));
  await asked(patient);
  const now = new Date();
  expect(await send(now)).toBe(1);
  expect(await send(now)).toBe(0);
  const [{ headers, body }] = service.received as [(typeof service.received)[number]];
  expect(body).toBe('');
  expect(headers).toMatchObject({ 'content-length': '0', ttl: '604800', urgency: 'high', topic: 'record' });
  expect(headers['content-type']).toBeUndefined();
  expect(JSON.stringify(headers)).not.toContain(patient.requestId);

  const [, jwt = '', k = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const { key } = await push().state(patient, null);
  expect(k).toBe(key);
  const point = Buffer.from(k, 'base64url');
  expect([point.length, point[0]]).toEqual([65, 4]);
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const [head = '', claims = '', signature = ''] = jwt.split('.');
  const isSigned = (what: string) =>
    verify(
      'sha256',
      Buffer.from(what),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  expect([isSigned(`${head}.${claims}`), isSigned(`${head}.${claims}x`)]).toEqual([true, false]);
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  expect(read(head)).toEqual({ typ: 'JWT', alg: 'ES256' });
  const { aud, sub, exp, ...more } = read(claims);
  expect([aud, sub, more]).toEqual([`https://127.0.0.1:${service.port}`, ORIGIN, {}]);
  const inSeconds = Number(exp) - now.getTime() / 1_000;
  expect(inSeconds).toBeGreaterThan(0);
  expect(inSeconds).toBeLessThanOrEqual(86_400);
});

it('an emergency wakes every browser of the patient and nobody else’s; a consent all but the one that gave it', async () => {
  const [patient, stranger] = [await aPatient(), await aPatient()];
  const other = await signedInAt(newId(), patient);
  await push().take(patient, endpoint('phone'));
  await push().take(other, endpoint('tablet'));
  await push().take(stranger, endpoint('stranger'));
  await bench.get(UnitOfWork).run(systemActor('records'), 'record.break-glass', async (tx) => {
    await tx.publish('record.emergency', { accessId: patient.accessId });
  });
  await bench.dispatchEvents();
  expect(await send()).toBe(2);
  const paths = () => service.received.map(({ path }) => path).sort();
  expect(paths()).toEqual(['/push/phone', '/push/tablet']);
  service.received.length = 0;
  await bench.get(UnitOfWork).run(systemActor('records'), 'record.allow', async (tx) => {
    await tx.publish('record.consent', { requestId: patient.requestId, sessionId: other.sessionId });
  });
  await bench.dispatchEvents();
  expect(await send()).toBe(1);
  expect(paths()).toEqual(['/push/phone']);
});

it.each([404, 410])(
  'a subscription that is gone (%s) is forgotten, and nothing is sent there again',
  async (status) => {
    const patient = await aPatient();
    await push().take(patient, endpoint('gone'));
    service.answer = (response) => void response.writeHead(status).end();
    await asked(patient);
    await send();
    expect(await deliveries()).toEqual([{ state: 'GIVEN_UP', failure: 'RECEIVER_GONE', status }]);
    expect(await push().state(patient, endpoint('gone'))).toMatchObject({ here: false, others: 0 });
    await asked(patient);
    expect(await send()).toBe(0);
  },
);

it('a service that stumbles is tried again', async () => {
  const patient = await aPatient();
  await push().take(patient, endpoint('slow'));
  service.answer = (response) => void response.writeHead(503).end();
  await asked(patient);
  const now = new Date();
  await send(now);
  service.answer = (response) => void response.writeHead(201).end();
  await send(new Date(now.getTime() + PAUSES_MS[0]!));
  expect(await deliveries()).toEqual([{ state: 'SENT', failure: null, status: 201 }]);
});

it('an erased record leaves no subscription, and what waits is not sent', async () => {
  const patient = await aPatient();
  await push().take(patient, endpoint('erased'));
  await asked(patient);
  await bench.get(PatientRecordsService).erase(patient);
  await send();
  expect(service.received).toEqual([]);
  expect(await deliveries()).toEqual([{ state: 'GIVEN_UP', failure: 'RECEIVER_GONE', status: null }]);
  expect(await bench.sql('SELECT 1 FROM push_subscription')).toEqual([]);
  expect(
    await bench.sql(`SELECT 1 FROM domain_event WHERE payload->>'requestId' = $1`, [patient.requestId]),
  ).toEqual([]);
  await expect(push().take(patient, endpoint('erased'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a browser that was signed out is told nothing; one that was signed in again is', async () => {
  const patient = await aPatient();
  await push().take(patient, endpoint('phone'));
  await asked(patient);
  await signOut(patient);
  await send();
  await asked(patient);
  expect(await send()).toBe(0);
  expect(service.received).toEqual([]);
  expect((await push().state(patient, endpoint('phone'))).here).toBe(false);

  const again = await signedInAt(await terminalOf(patient), patient);
  await asked(again);
  expect(await send()).toBe(1);
  await bench.get(DeliveryHousekeeping).tidy();
  expect((await push().state(again, endpoint('phone'))).here).toBe(true);
  await signOut(again);
  await bench.get(DeliveryHousekeeping).tidy();
  expect(await bench.sql('SELECT 1 FROM push_subscription')).toEqual([]);
});

it('nobody ends another’s, and a browser tells the person who took it last', async () => {
  const [patient, other] = [await aPatient(), await aPatient()];
  await push().take(patient, endpoint('shared'));
  await push().end(other, endpoint('shared'));
  await push().end(other, null);
  expect((await push().state(patient, endpoint('shared'))).here).toBe(true);
  expect(await push().state(other, endpoint('shared'))).toMatchObject({ here: false, others: 0 });
  await asked(patient);
  await push().take(other, endpoint('shared'));
  await send();
  expect(service.received).toEqual([]);
  expect((await push().state(patient, endpoint('shared'))).here).toBe(false);
  await push().end(other, endpoint('shared'));
  expect((await push().state(other, endpoint('shared'))).here).toBe(false);
});

it('ten browsers of a person are told, each once, and all can be ended; no row and no line of the trail shows where', async () => {
  const patient = await aPatient();
  for (let n = 0; n < 12; n++) await push().take(patient, endpoint(`n${n}`));
  await Promise.all([1, 2, 3].map(() => push().take(patient, endpoint('n11'))));
  expect(await push().state(patient, endpoint('n11'))).toMatchObject({ here: true, others: 9 });
  expect((await push().state(patient, endpoint('n0'))).here).toBe(false);
  const kept = await bench.sql(`SELECT p.*, encode(endpoint, 'escape') AS readable FROM push_subscription p`);
  const trail = await bench.sql('SELECT * FROM audit_entry');
  expect(JSON.stringify([kept, trail])).not.toContain('127.0.0.1:');
  await push().end(patient, null);
  expect(await push().state(patient, null)).toMatchObject({ here: false, others: 0 });
});

it.each(['https://hooks.example/x', 'http://127.0.0.1/x', 'https://10.0.0.1/', 'ada'])(
  '%s is no address of a push service here',
  async (address) => {
    await expect(push().take(await aPatient(), address)).rejects.toMatchObject({ code: 'PUSH_ADDRESS' });
  },
);
