import { createHmac } from 'node:crypto';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor, aSite } from '../../testing/builders.js';
import { openHook, type Hook } from '../../testing/hook.js';
import { DeliveriesJob } from './deliveries.job.js';
import { DeliveryHousekeeping } from './delivery-housekeeping.job.js';
import { PAUSES_MS } from './delivery.rules.js';
import { MailChoicesService } from './mail-choices.service.js';
import { NoticesModule } from './notices.module.js';
import { NoticesReader } from './notices.reader.js';
import { WebhooksService } from './webhooks.service.js';

let bench: Bench;
let hook: Hook;
let mails: { to: string; text: string }[];
let smtp: SMTPServer;
let refusal: { code: number } | undefined;
let pharmacy: Actor;

beforeAll(async () => {
  hook = await openHook();
  mails = [];
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(refusal && Object.assign(new Error('no'), { responseCode: refusal.code })),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        mails.push({ to, text: Buffer.concat(chunks).toString() });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  bench = await openBench({
    imports: [NoticesModule],
    settings: {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Custodia <notices@custodia.example>',
      WEBHOOK_NETWORKS: '127.0.0.0/8',
      PUBLIC_ORIGIN: 'https://custodia.example',
    },
  });
});
afterAll(async () => {
  await bench.close();
  await hook.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(async () => {
  await bench.sql('TRUNCATE notice_delivery, webhook, mail_choice');
  mails.length = 0;
  hook.received.length = 0;
  hook.answer = (response) => void response.writeHead(204).end();
  refusal = undefined;
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
});

const address = () => `https://127.0.0.1:${hook.port}/custodia`;
const add = (actor = pharmacy, topics: ('CASE' | 'RECALL' | 'INCIDENT')[] = ['CASE']) =>
  bench.get(WebhooksService).add(actor, address(), topics);
const send = (now = new Date()) => bench.get(DeliveriesJob).sendDue(now);
const deliveriesOf = async (id: string, actor = pharmacy) =>
  (await bench.get(NoticesReader).deliveries(actor, id, { first: 10 })).nodes;

/** Something happens in a case of these sites. */
async function happens(siteIds = [pharmacy.siteId], caseId = newId()): Promise<string> {
  await bench
    .get(UnitOfWork)
    .run(systemActor('cases'), 'case.ask', (tx) =>
      tx.publish('case.noted', { caseId, number: 'C-2026-12', kind: 'QUESTION', siteIds }),
    );
  await bench.dispatchEvents();
  return caseId;
}

describe('a webhook', () => {
  it('is told what happens, signed, with a number and a link and nothing else', async () => {
    const { id, secret } = await add();
    const caseId = await happens();
    expect(await send()).toBe(1);
    const [{ headers, body }] = hook.received as [(typeof hook.received)[number]];
    const [delivery] = await deliveriesOf(id);
    expect(JSON.parse(body)).toEqual({
      id: delivery!.id,
      type: 'case.question',
      timestamp: delivery!.at.toISOString(),
      data: {
        subjectId: caseId,
        number: 'C-2026-12',
        link: `https://custodia.example/pharmacy/cases/${caseId}`,
      },
    });
    const key = Buffer.from(secret.slice(6), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    expect(delivery).toMatchObject({ id: headers['webhook-id'], state: 'SENT', attempts: 1, status: 204 });
    expect(await send()).toBe(0);
  });

  it('is told again after a pause, under the same id, until it is given up', async () => {
    const { id } = await add();
    await happens();
    hook.answer = (response) => void response.writeHead(500).end();
    let now = new Date();
    for (const pause of PAUSES_MS) {
      expect(await send(now)).toBe(1);
      expect((await deliveriesOf(id))[0]).toMatchObject({
        state: 'WAITING',
        failure: 'REFUSED',
        status: 500,
      });
      expect(await send(new Date(now.getTime() + pause - 1))).toBe(0);
      now = new Date(now.getTime() + pause);
    }
    expect(await send(now)).toBe(1);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ state: 'GIVEN_UP', attempts: PAUSES_MS.length + 1, nextAt: null });
    expect((await bench.get(NoticesReader).webhooks(pharmacy))[0]).toMatchObject({
      lastState: 'GIVEN_UP',
      givenUp: 1,
    });
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery!.id]),
    );
    expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);

    hook.answer = (response) => void response.writeHead(200).end();
    await bench.get(WebhooksService).sendAgain(pharmacy, delivery!.id);
    expect(await send()).toBe(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ id: delivery!.id, state: 'SENT' });
  });

  it('gets what a process took up and died over, once its time is over', async () => {
    const { id } = await add();
    await happens();
    const died = new Date();
    await bench.sql(`UPDATE notice_delivery SET attempts = 1, next_at = $1`, [
      new Date(died.getTime() + 60_000),
    ]);
    expect(await send(died)).toBe(0);
    expect(await send(new Date(died.getTime() + 60_000))).toBe(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  it('gets nothing twice from two workers at once', async () => {
    await add();
    for (let n = 0; n < 5; n++) await happens();
    const now = new Date();
    const made = await Promise.all([send(now), send(now), send(now)]);
    expect(made.reduce((a, b) => a + b)).toBe(5);
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(5);
  });

  it('is not there for another site, and hears only of its own site and topics', async () => {
    const { id } = await add();
    const other = await anActor(bench, { roles: ['PHARMACY'] });
    const service = bench.get(WebhooksService);
    await add(other, ['RECALL']);
    await happens([other.siteId]);
    expect(await send()).toBe(0);
    expect(await bench.get(NoticesReader).webhooks(other)).toHaveLength(1);
    const attempts = [
      () => service.remove(other, id),
      () => service.test(other, id),
      () => deliveriesOf(id, other),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that was taken away gets nothing any more, not even what waits', async () => {
    const { id } = await add();
    await happens();
    await bench.get(WebhooksService).remove(pharmacy, id);
    await send();
    expect(hook.received).toEqual([]);
    expect(await bench.get(NoticesReader).webhooks(pharmacy)).toEqual([]);
    await expect(bench.get(WebhooksService).test(pharmacy, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be tested', async () => {
    const { id } = await add();
    const delivery = await bench.get(WebhooksService).test(pharmacy, id);
    await send();
    expect(JSON.parse(hook.received[0]!.body)).toMatchObject({
      id: delivery,
      type: 'test',
      data: { subjectId: null, link: 'https://custodia.example/home' },
    });
  });

  it.each([
    'http://hooks.example/',
    'https://user:secret@hooks.example/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://3232235521/',
  ])('cannot be at %s', async (url) => {
    await expect(bench.get(WebhooksService).add(pharmacy, url, ['CASE'])).rejects.toMatchObject({
      code: 'WEBHOOK_ADDRESS',
    });
  });

  it('swaps its secret while both sign, for three days and no longer', async () => {
    const { id, secret } = await add();
    const renewed = await bench.get(WebhooksService).renewSecret(pharmacy, id);
    expect(renewed.secret).not.toBe(secret);
    const day = 86_400_000;
    const signersOf = async (daysLater: number) => {
      await happens();
      await send(new Date(Date.now() + daysLater * day));
      const { headers, body } = hook.received.at(-1)!;
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const signatures = String(headers['webhook-signature']).split(' ');
      const signs = (of: string) =>
        signatures.includes(
          `v1,${createHmac('sha256', Buffer.from(of.slice(6), 'base64'))
            .update(signed)
            .digest('base64')}`,
        );
      return { count: signatures.length, former: signs(secret), present: signs(renewed.secret) };
    };
    const both = { count: 2, former: true, present: true };
    expect(await signersOf(0)).toEqual(both);
    expect(await signersOf(2.9)).toEqual(both);
    expect(await signersOf(3.1)).toEqual({
      count: 1,
      former: false,
      present: true,
    });
    const [shown] = await bench.get(NoticesReader).webhooks(pharmacy);
    expect(shown?.formerUntil?.getTime()).toBeGreaterThan(Date.now() + 2.9 * day);

    await bench.sql(`UPDATE webhook SET former_until = now() - interval '1 minute'`);
    expect((await bench.get(NoticesReader).webhooks(pharmacy))[0]?.formerUntil).toBeNull();
    await bench.get(DeliveryHousekeeping).tidy();
    expect(await bench.sql('SELECT former_secret FROM webhook')).toEqual([{ former_secret: null }]);
    const stranger = await anActor(bench, { roles: ['PHARMACY'] });
    await expect(bench.get(WebhooksService).renewSecret(stranger, id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is told of something else where its site says so', async () => {
    const service = bench.get(WebhooksService);
    const { id } = await add();
    await service.changeTopics(pharmacy, id, ['RECALL']);
    expect((await bench.get(NoticesReader).webhooks(pharmacy))[0]?.topics).toEqual(['RECALL']);
    await happens();
    expect(await send()).toBe(0);
    await expect(service.changeTopics(pharmacy, id, [])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(service.changeTopics(pharmacy, id, ['INCIDENT'])).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    const stranger = await anActor(bench, { roles: ['PHARMACY'] });
    await expect(service.changeTopics(stranger, id, ['CASE'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is one of five, of topics that the site has to do with, and leaves its secret in no row and no trail', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 7 }, () => add()));
    const secrets = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.secret] : []));
    expect(secrets).toHaveLength(5);
    await expect(add()).rejects.toMatchObject({ code: 'TOO_MANY_WEBHOOKS' });
    await expect(add(pharmacy, ['INCIDENT'])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(add(pharmacy, [])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const rows = await bench.sql(`SELECT w.*, encode(secret, 'escape') AS readable FROM webhook w`);
    const trail = await bench.sql(`SELECT * FROM audit_entry WHERE action = 'webhook.add' AND site_id = $1`, [
      pharmacy.siteId,
    ]);
    expect(trail).toHaveLength(5);
    for (const secret of secrets) expect(JSON.stringify([rows, trail])).not.toContain(secret.slice(6));
  });
});

describe('a mail', () => {
  it('goes to who chose it, in the reader’s language, and holds a number and a link', async () => {
    const reader = await anActor(bench, { roles: ['PHARMACY'] });
    await bench.sql(`UPDATE app_user SET locale = 'fr' WHERE id = $1`, [reader.userId]);
    await happens([pharmacy.siteId, reader.siteId]);
    expect(await send()).toBe(0);
    await bench.get(MailChoicesService).choose(reader, ['CASE']);
    const caseId = await happens([pharmacy.siteId, reader.siteId]);
    expect(await send()).toBe(1);
    const [row] = await bench.sql<{ email: string }>('SELECT email FROM app_user WHERE id = $1', [
      reader.userId,
    ]);
    expect(mails.map(({ to }) => to)).toEqual([row!.email]);
    const { text } = mails[0]!;
    expect(text).toMatch(/^From: Custodia <notices@custodia.example>\r$/m);
    expect(text).toMatch(/^Message-ID: <[0-9a-f-]{36}@custodia.example>\r$/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(text).toContain('C-2026-12');
    expect(text.replace(/=\r\n/g, '').replaceAll('=3D', '=')).toContain(
      `https://custodia.example/pharmacy/cases/${caseId}`,
    );
    expect(text).toContain('une question');
  });

  it('does not go to who left the site since, nor to who chose nothing any more', async () => {
    const choices = bench.get(MailChoicesService);
    await choices.choose(pharmacy, ['CASE', 'RECALL']);
    await happens();
    await bench.sql('DELETE FROM membership WHERE user_id = $1', [pharmacy.userId]);
    await send();
    const [given] = await bench.sql('SELECT state, failure FROM notice_delivery');
    expect(given).toEqual({ state: 'GIVEN_UP', failure: 'RECEIVER_GONE' });
    await happens();
    expect(await send()).toBe(0);
    expect(mails).toEqual([]);

    const other = await anActor(bench, { roles: ['REGULATOR'] });
    await choices.choose(other, ['INCIDENT']);
    await choices.choose(other, []);
    expect(await bench.get(NoticesReader).mailTopics(other)).toEqual([]);
    await happens([other.siteId]);
    expect(await send()).toBe(0);
    await expect(choices.choose(pharmacy, ['INCIDENT'])).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is tried again where the mail server stumbles, and given up where it has spoken', async () => {
    await bench.get(MailChoicesService).choose(pharmacy, ['CASE']);
    await happens();
    refusal = { code: 451 };
    const now = new Date();
    await send(now);
    expect(await bench.sql('SELECT state, status FROM notice_delivery')).toEqual([
      { state: 'WAITING', status: 451 },
    ]);
    refusal = { code: 550 };
    await send(new Date(now.getTime() + PAUSES_MS[0]!));
    expect(await bench.sql('SELECT state, status FROM notice_delivery')).toEqual([
      { state: 'GIVEN_UP', status: 550 },
    ]);
    expect(mails).toEqual([]);
  });
});

it('regulators are told of a new incident, and what is old is forgotten', async () => {
  const regulator = await anActor(bench, { roles: ['REGULATOR'] });
  const { id } = await add(regulator, ['INCIDENT']);
  const incidentId = newId();
  await bench
    .get(UnitOfWork)
    .run(systemActor('alerts'), 'alert.raise', (tx) => tx.publish('incident.opened', { incidentId }));
  await bench.dispatchEvents();
  await send();
  expect(JSON.parse(hook.received[0]!.body)).toMatchObject({
    type: 'incident.opened',
    data: { link: `https://custodia.example/regulator/incidents?incident=${incidentId}` },
  });
  await bench.sql(`UPDATE notice_delivery SET at = now() - interval '31 days'`);
  await bench.get(DeliveryHousekeeping).tidy();
  expect(await deliveriesOf(id, regulator)).toEqual([]);
});

it('who may approve a proposal about a party is told of it, but not who made it, nor who has nothing to do with it', async () => {
  const site = await aSite(bench, { roles: ['REGULATOR'] });
  const [maker, approver, clerk] = [
    await anActor(bench, { site, duties: ['party.order'] }),
    await anActor(bench, { site, duties: ['party.order'] }),
    await anActor(bench, { site }),
  ];
  for (const person of [maker, approver, clerk])
    await bench.get(MailChoicesService).choose(person, ['PARTY']);
  const proposal = { proposalId: newId(), regulatorSiteId: site.id };
  const told = async (publish: (tx: Tx) => Promise<unknown>) => {
    await bench.sql('TRUNCATE notice_delivery');
    await bench.get(UnitOfWork).run(systemActor('parties'), 'party.propose-admission', publish);
    await bench.dispatchEvents();
    const rows = await bench.sql<{ user_id: string }>('SELECT user_id FROM notice_delivery');
    return rows.map(({ user_id }) => user_id).sort();
  };
  expect(await told((tx) => tx.publish('party.proposed', { ...proposal, proposedBy: maker.userId }))).toEqual(
    [approver.userId],
  );
  await send();
  expect(mails[0]!.text).toContain('waits for a second person');
  expect(await told((tx) => tx.publish('party.failed', proposal))).toEqual(
    [maker.userId, approver.userId].sort(),
  );
});
