import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { anAskedPatient, type AskedPatient } from '../../testing/asked-patient.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { ToldCarersService } from '../records/index.js';
import { DeliveriesJob } from './deliveries.job.js';
import { NoticesModule } from './notices.module.js';
import { RecordNewsService } from './record-news.service.js';

let bench: Bench;
let pharmacy: Actor;
let smtp: SMTPServer;
const mails: { to: string; text: string }[] = [];

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
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
      PUBLIC_ORIGIN: 'https://custodia.example',
    },
  });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
});
afterAll(async () => {
  await bench.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(async () => {
  await bench.sql('TRUNCATE notice_delivery');
  mails.length = 0;
});

const send = () => bench.get(DeliveriesJob).sendDue(new Date());

const aPatient = () => anAskedPatient(bench, pharmacy);

it('a mail tells a patient of a request and of an emergency, and of neither what it is', async () => {
  const patient = await aPatient();
  await bench.get(UnitOfWork).run(systemActor('records'), 'record.ask', async (tx) => {
    await tx.publish('record.asked', { requestId: patient.requestId });
    await tx.publish('record.emergency', { accessId: patient.accessId });
  });
  await bench.dispatchEvents();
  expect(await send()).toBe(2);
  expect(mails.map(({ to }) => to)).toEqual([patient.email, patient.email]);
  const texts = mails.map(({ text }) => text.replace(/=\r\n/g, '')).sort();
  expect(texts.some((text) => text.includes('https://custodia.example/patient/requests'))).toBe(true);
  expect(texts.some((text) => text.includes('https://custodia.example/patient/more'))).toBe(true);
  for (const text of texts) expect(text).not.toMatch(/unconscious|street|mental|Notfall|emergency/i);
});

/** Somebody who reads a part of the patient's record, and may answer for the parts that are named. */
async function aCarer({ userId }: AskedPatient, answers: readonly string[]): Promise<AskedPatient> {
  const carer = await aPatient();
  const [pairingId, keyId, requestId] = [newId(), newId(), newId()];
  await bench.sql(
    `INSERT INTO record_pairing (id, user_id, own_number, created_at, carer_id, carer_words) VALUES ($1, $2, '', now(), $3, '')`,
    [pairingId, userId, carer.userId],
  );
  await bench.sql(
    'INSERT INTO reader_key (id, user_id, kem_key, sign_key, created_at) VALUES ($1, $2, $3, $3, now())',
    [keyId, carer.userId, keyId],
  );
  await bench.sql(
    `INSERT INTO access_request (id, pairing_id, key_id, purpose, categories, until, words, created_at, status)
     VALUES ($1, $2, $3, 'SUPNWK', '{medications}', now(), '', now(), 'ALLOWED')`,
    [requestId, pairingId, keyId],
  );
  await bench.sql(
    `INSERT INTO record_grant (request_id, opening, wraps, not_after, operation_id, created_at)
     VALUES ($1, '', '{}', now() + interval '1 day', $1, now())`,
    [requestId],
  );
  if (answers.length > 0)
    await bench.sql(
      `INSERT INTO record_mandate (pairing_id, mandate, handed, categories, not_after, created_at)
       VALUES ($1, '', '', $2, now() + interval '1 day', now())`,
      [pairingId, answers],
    );
  return carer;
}

it('a carer is told of what the carer may answer, and of an emergency where the patient wishes it', async () => {
  const patient = await aPatient();
  const mayAnswer = await aCarer(patient, ['mental-health', 'medications']);
  const reads = await aCarer(patient, []);
  await aCarer(patient, ['medications']);
  const ended = await aCarer(patient, []);
  await bench.sql(
    `UPDATE record_grant SET revoked_at = now() WHERE request_id IN (SELECT a.id FROM access_request a
       JOIN record_pairing p ON p.id = a.pairing_id WHERE p.carer_id = $1)`,
    [ended.userId],
  );
  const told = async (event: 'record.asked' | 'record.emergency') => {
    mails.length = 0;
    await bench.get(UnitOfWork).run(systemActor('records'), 'record.ask', async (tx) => {
      if (event === 'record.asked') await tx.publish(event, { requestId: patient.requestId });
      else await tx.publish(event, { accessId: patient.accessId });
    });
    await bench.dispatchEvents();
    await send();
    return mails.map(({ to }) => to).sort();
  };
  expect(await told('record.asked')).toEqual([patient.email, mayAnswer.email].sort());
  const [{ text }] = mails.filter(({ to }) => to === mayAnswer.email) as [(typeof mails)[number]];
  const words = Buffer.from(text.replace(/=\r\n/g, '')).toString();
  expect(words).toContain('https://custodia.example/patient/caring');
  expect(words).toContain('um jemanden k');
  expect(words).not.toMatch(/mental|street/i);
  expect(await told('record.emergency')).toEqual([patient.email]);
  await bench.get(ToldCarersService).wish({ ...pharmacy, userId: patient.userId }, true);
  const emergency = await told('record.emergency');
  expect(emergency).toHaveLength(4);
  expect(emergency).toEqual(expect.arrayContaining([patient.email, mayAnswer.email, reads.email]));
  expect(emergency).not.toContain(ended.email);
  for (const mail of mails) expect(mail.text).not.toMatch(/unconscious|Notfall|emergency/i);
});

it('a mail tells that there is something new, in the patient’s language, and how to end it', async () => {
  const { userId, email } = await aPatient();
  const address = 'A'.repeat(43);
  await bench.get(RecordNewsService).keep({ ...pharmacy, userId }, [address], true);
  await bench.get(RecordNewsService).hear(address);
  expect(await send()).toBe(0);
  await bench.sql('UPDATE notice_delivery SET next_at = at');
  expect(await send()).toBe(1);
  const [{ to, text }] = mails as [(typeof mails)[number]];
  expect(to).toBe(email);
  const words = Buffer.from(text.replace(/=\r\n/g, '')).toString();
  expect(words).toContain('https://custodia.example/patient/log');
  expect(words).not.toMatch(/gelesen|Arzt|Praxis|refus|recover|A{43}/i);
  expect(
    await bench.sql('SELECT 1 FROM news_address WHERE address_hash = $1', [Buffer.from(address)]),
  ).toEqual([]);
});

it('no mail is for a patient whose record is erased, before it is made or after', async () => {
  const patient = await aPatient();
  const used = () =>
    bench
      .get(UnitOfWork)
      .run(systemActor('records'), 'record.ask', (tx) =>
        tx.publish('record.emergency', { accessId: patient.accessId }),
      );
  await used();
  await bench.dispatchEvents();
  await bench.sql('UPDATE app_user SET patient = false WHERE id = $1', [patient.userId]);
  await send();
  expect(await bench.sql('SELECT state, failure FROM notice_delivery')).toEqual([
    { state: 'GIVEN_UP', failure: 'RECEIVER_GONE' },
  ]);
  await bench.sql('DELETE FROM patient_record WHERE user_id = $1', [patient.userId]);
  await used();
  await bench.dispatchEvents();
  expect(await send()).toBe(0);
  expect(mails).toEqual([]);
});
