import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeRecoveryKit, newKeyPair, orderErasure, type NoticeKind } from '@custodia/vault';
import {
  askRecovery,
  cancelRecovery,
  chooseNotices,
  eraseAtNodes,
  keepRecoveryKit,
  readNotices,
  requestRelease,
  stopConsent,
} from '@custodia/vault/nodes';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { openHook, type Hook } from '../../testing/hook.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  granted,
  newPatient,
  newReader,
  revocationOf,
  seconds,
  type BenchPatient,
} from '../../testing/patients.js';
import { readingOf } from '../../testing/readings.js';
import { ERASE, KEEP, SIGN_UP } from '../../testing/record-acts.js';
import { NoticeSender } from '../release/notice-sender.js';
import { DeliveriesJob } from './deliveries.job.js';
import { NoticesModule } from './notices.module.js';
import { APART_MS } from './record-news.rules.js';

const TAKE = 'mutation ($endpoint: String!) { takePushNotices(endpoint: $endpoint) }';
const KEEP_ADDRESSES =
  'mutation ($addresses: [String!]!, $alone: Boolean!) { keepNewsAddresses(addresses: $addresses, alone: $alone) }';

let api: ApiBench;
let nodes: NodesBench;
let service: Hook;
/** Between the nodes and the API, which may be away. */
let front: Server;
let away: 'no' | 'answers 503' | 'breaks off' = 'no';
const said: { readonly body: unknown; readonly headers: readonly string[] }[] = [];

beforeAll(async () => {
  service = await openHook();
  const settings = { PUSH_SERVICES: '127.0.0.1', WEBHOOK_NETWORKS: '127.0.0.0/8' };
  [api, nodes] = await Promise.all([openApiBench({ imports: [NoticesModule], settings }), openNodesBench()]);
  front = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (away === 'breaks off') return void request.socket.destroy();
      if (away === 'answers 503') return void response.writeHead(503).end();
      const text = Buffer.concat(chunks).toString();
      said.push({ body: JSON.parse(text), headers: Object.keys(request.headers).sort() });
      const { url = '/', headers } = request;
      return void api.app
        .inject({ method: 'POST', url, payload: text, headers: { 'content-type': headers['content-type'] } })
        .then(({ statusCode }) => response.writeHead(statusCode).end());
    });
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  front.closeAllConnections();
  await new Promise((resolve) => front.close(resolve));
  await Promise.all([nodes.close(), api.close(), service.close()]);
});
beforeEach(async () => {
  await api.sql('TRUNCATE notice_delivery');
  away = 'no';
  said.length = 0;
  service.received.length = 0;
  service.answer = (response) => void response.writeHead(201).end();
});

/** What each node's sender does at a moment, one node after the other. */
async function nodesSay(inMs = 0): Promise<number> {
  const { port } = front.address() as AddressInfo;
  let attempts = 0;
  for (const { app } of nodes.nodes)
    attempts += await app
      .get(NoticeSender)
      .sendDue(`http://127.0.0.1:${port}/notices`, new Date(Date.now() + inMs));
  return attempts;
}
/** What is sent so long after the newest notice is due. */
async function deliver(afterMs = 0): Promise<number> {
  const [due] = await api.sql<{ at: Date }>('SELECT max(due_at) AS at FROM record_news');
  return api.get(DeliveriesJob).sendDue(new Date(due!.at.getTime() + afterMs));
}
const waiting = async () =>
  (await api.sql<{ type: string }>('SELECT type FROM notice_delivery ORDER BY id')).map(({ type }) => type);
const anAddress = () => randomBytes(32).toString('base64url');

let addresses = 0;

interface Told {
  readonly patient: BenchPatient;
  readonly browser: Browser;
  readonly device: string;
}

/** Somebody with a record at the nodes and an account here, one device of whom is told of these kinds. */
async function aToldPatient(kinds: readonly NoticeKind[]): Promise<Told> {
  const patient = await newPatient(nodes);
  const browser = api.browser(`198.51.100.${++addresses}`);
  await browser.ask(SIGN_UP, { email: `${newId()}@example.test`, password: 'correct horse battery' });
  await browser.ask(KEEP, { pseudonym: patient.keys.pseudonym, keybag: '{"version":1}', version: 1 });
  const device = `/push/${newId()}`;
  await browser.ask(TAKE, { endpoint: `https://127.0.0.1:${service.port}${device}` });
  await choose({ patient, browser, device }, kinds);
  return { patient, browser, device };
}

/** As the patient's device does it: the API first, so that no word of a node leads nowhere meanwhile. */
async function choose({ patient, browser }: Told, kinds: readonly NoticeKind[]): Promise<string[]> {
  const addresses = kinds.length > 0 ? nodes.doors.map(anAddress) : [];
  await browser.ask(KEEP_ADDRESSES, { addresses, alone: false });
  expect(await chooseNotices(nodes.doors, patient.gate, patient.keys, kinds, addresses)).toBe(3);
  await browser.ask(KEEP_ADDRESSES, { addresses, alone: true });
  return addresses;
}

/** A clinic reads; and what it needs to read again. */
async function look({ patient }: Told) {
  const envelopes = await dispensed(nodes, patient);
  const grant = await granted(nodes, patient, await newReader());
  const again = () => requestRelease(nodes.doors, readingOf(grant, patient, envelopes));
  await again();
  return { again, stop: () => stopConsent(nodes.doors, revocationOf(nodes, grant)) };
}

it('one look at three nodes is one notice without content, and many looks in an hour are one', async () => {
  const told = await aToldPatient(['looks']);
  const { again } = await look(told);
  expect(await nodesSay()).toBe(3);
  // Nothing but an address, another from each node.
  const bodies = said.map(({ body }) => body as { readonly address: string });
  expect(bodies.map((body) => Object.keys(body))).toEqual([['address'], ['address'], ['address']]);
  expect(new Set(bodies.map(({ address }) => address)).size).toBe(3);
  expect(JSON.stringify(said)).not.toContain(told.patient.keys.pseudonym.slice(2));
  expect(await waiting()).toEqual(['record.news']);
  // Not before the other nodes had time to say the same.
  expect(await deliver(-1)).toBe(0);
  expect(await deliver()).toBe(1);
  expect(service.received.map(({ path, body }) => [path, body])).toEqual([[told.device, '']]);

  await again();
  await again();
  expect(await nodesSay()).toBe(0);
  // An hour later, for the API, too.
  await api.sql(`UPDATE record_news SET due_at = due_at - interval '2 hours'`);
  expect(await nodesSay(APART_MS)).toBe(3);
  expect(await deliver()).toBe(1);
  expect(service.received).toHaveLength(2);
  expect(await nodesSay(2 * APART_MS)).toBe(0);
});

it('nobody is told of what was not chosen, nor of the own doing', async () => {
  const told = await aToldPatient(['refusals', 'recoveries']);
  const { patient } = told;
  expect(await readNotices(nodes.doors, patient.gate, patient.keys)).toEqual({
    kinds: ['refusals', 'recoveries'],
    behind: 0,
    canTell: false,
  });
  const { again, stop } = await look(told);
  await stop();
  expect(await nodesSay()).toBe(0);
  await expect(again()).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
  expect(await nodesSay()).toBe(3);
  expect(await waiting()).toEqual(['record.news']);

  const other = await aToldPatient(['recoveries']);
  const { keys, realm, gate } = other.patient;
  const contacts = await Promise.all(Array.from({ length: 5 }, newKeyPair));
  const publicKeys = contacts.map(({ publicKey }) => publicKey);
  await keepRecoveryKit(nodes.doors, gate, keys, (await makeRecoveryKit(keys, realm, publicKeys, gate)).kit);
  const { publicKey } = await newKeyPair();
  await askRecovery(nodes.doors, realm, keys.pseudonym, publicKey);
  expect(await nodesSay()).toBe(3);
  expect(await waiting()).toEqual(['record.news', 'record.news']);
  await cancelRecovery(nodes.doors, gate, keys, Buffer.from(publicKey).toString('base64url'));
  expect(await nodesSay(APART_MS)).toBe(0);
});

it.each(['answers 503', 'breaks off'] as const)(
  'a platform that %s hears of it once it is back, and once',
  async (how) => {
    const told = await aToldPatient(['looks']);
    away = how;
    await look(told);
    expect(await nodesSay()).toBe(3);
    expect(await nodesSay(60_000)).toBe(3);
    expect([said, await waiting()]).toEqual([[], []]);
    away = 'no';
    expect(await nodesSay(120_000)).toBe(3);
    expect(await waiting()).toEqual(['record.news']);
    // A node that died before it knew that it was heard says it again: it does no harm.
    for (const { body } of said)
      await api.browser().request({ method: 'POST', url: '/notices', payload: body as object });
    expect(await waiting()).toEqual(['record.news']);
  },
);

it('another address takes over what waits; the one before leads nowhere, and none is left of what is ended', async () => {
  const told = await aToldPatient(['looks']);
  const first = await choose(told, ['looks']);
  await look(told);
  const second = await choose(told, ['looks', 'refusals']);
  expect(await nodesSay()).toBe(3);
  expect(said.map(({ body }) => (body as { address: string }).address)).toEqual(second);
  expect(await waiting()).toEqual(['record.news']);
  await api.sql('TRUNCATE notice_delivery, record_news');
  for (const address of first)
    await api.browser().request({ method: 'POST', url: '/notices', payload: { address } });
  expect(await waiting()).toEqual([]);

  await choose(told, []);
  await look(told);
  expect(await nodesSay(APART_MS)).toBe(0);
  expect(
    await api.sql(
      'SELECT 1 FROM news_address WHERE user_id = (SELECT user_id FROM patient_record WHERE pseudonym = $1)',
      [Buffer.from(told.patient.keys.pseudonym.slice(2), 'hex')],
    ),
  ).toEqual([]);
});

it('a stranger learns and causes nothing, at the platform and at the nodes', async () => {
  const [told, other] = [await aToldPatient(['looks']), await aToldPatient([])];
  const post = (payload: object | string) =>
    api.browser('198.51.100.9').request({ method: 'POST', url: '/notices', payload });
  const [address = ''] = await choose(told, ['looks']);
  const [known, unknown] = [await post({ address }), await post({ address: anAddress() })];
  const answerOf = ({ statusCode, body, headers: { date: _, ...headers } }: typeof known) => [
    statusCode,
    body,
    Object.keys(headers).sort(),
  ];
  expect(answerOf(unknown)).toEqual(answerOf(known));
  expect(known.statusCode).toBe(204);
  expect(await waiting()).toEqual(['record.news']);
  for (const wrong of [{}, { address: 7 }, { address: `${address}A` }, { address: [address] }])
    expect((await post(wrong)).statusCode).toBe(400);
  // Who hears of an address cannot have another's notices come to another account.
  await other.browser.ask(KEEP_ADDRESSES, { addresses: [address], alone: true });
  await api.sql('TRUNCATE notice_delivery, record_news');
  await post({ address });
  await deliver();
  expect(service.received.map(({ path }) => path)).toEqual([told.device]);

  const { gate, keys } = told.patient;
  const stranger = { ...keys, sign: other.patient.keys.sign };
  for (const attempt of [
    () => readNotices(nodes.doors, gate, stranger),
    () => chooseNotices(nodes.doors, gate, stranger, [], []),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'WRONG_PATIENT' });
  await expect(other.browser.refusal(KEEP_ADDRESSES, { addresses: ['ada'], alone: true })).resolves.toBe(
    'BAD_INPUT',
  );
  expect(await readNotices(nodes.doors, gate, keys)).toMatchObject({ kinds: ['looks'] });
});

it('an erased record leaves no address, here and at the nodes', async () => {
  const told = await aToldPatient(['looks']);
  const { keys, realm } = told.patient;
  await look(told);
  await eraseAtNodes(nodes.doors, keys.pseudonym, await orderErasure(keys, realm, seconds()));
  expect(await nodesSay(APART_MS)).toBe(0);
  await told.browser.ask(ERASE);
  expect(
    await api.sql(
      'SELECT 1 FROM news_address a LEFT JOIN patient_record r USING (user_id) WHERE r.user_id IS NULL',
    ),
  ).toEqual([]);
});
