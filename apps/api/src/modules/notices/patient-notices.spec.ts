import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { anAskedPatient } from '../../testing/asked-patient.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { DeliveriesJob } from './deliveries.job.js';
import { NoticesModule } from './notices.module.js';

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
