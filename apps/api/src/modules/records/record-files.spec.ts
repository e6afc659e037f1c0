import { openFile, sealFile, type Bytes } from '@custodia/vault';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import type { Browser } from '../../testing/browser.js';
import { aSite } from '../../testing/builders.js';
import { aConsent, word } from '../../testing/consents.js';
import { ALLOW, ASK, ERASE, KEEP, PAIR, REVOKE, SIGN_UP, allowed, asked } from '../../testing/record-acts.js';
import { RecordFilesJob } from './record-files.job.js';
import { MOST_OWN_BYTES, MOST_SITE_BYTES, PART_BYTES } from './record-files.rules.js';
import { RecordsModule } from './records.module.js';

const START = 'mutation ($input: StartRecordFileInput!) { startRecordFile(input: $input) }';
const ARRIVED = 'query ($id: ID!) { recordUpload(fileId: $id) { parts present } }';
const KEEP_FILE = 'mutation ($id: ID!) { keepRecordFile(fileId: $id) }';
const START_OWN = 'mutation ($input: StartOwnRecordFileInput!) { startOwnRecordFile(input: $input) }';
const KEEP_OWN = 'mutation ($id: ID!) { keepOwnRecordFile(fileId: $id) }';
const DROP_OWN = 'mutation ($id: ID!) { dropOwnRecordFile(fileId: $id) }';
const DROP = 'mutation ($id: ID!) { dropRecordFile(fileId: $id) }';

let api: ApiBench;
let doctor: Browser;
let colleague: Browser;
let stranger: Browser;
let clinicId: string;
let addresses = 0;
beforeAll(async () => {
  api = await openApiBench({ imports: [RecordsModule] });
  const clinic = await aSite(api, { roles: ['PRESCRIBER'], name: 'Heart Clinic' });
  clinicId = clinic.id;
  doctor = await atWork(api, { siteId: clinic.id });
  colleague = await atWork(api, { siteId: clinic.id });
  stranger = await atWork(api, { siteId: (await aSite(api, { roles: ['PHARMACY'] })).id });
  await api.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'consentRegistry', $1, 1, now())`,
    [Buffer.alloc(20, 7)],
  );
});
afterAll(() => api.close());

async function aPatient(): Promise<{ browser: Browser; pairingId: string }> {
  const browser = api.browser(`198.51.100.${++addresses}`);
  await browser.ask(SIGN_UP, { email: `${newId()}@example.test`, password: 'correct horse battery' });
  await browser.ask(KEEP, { pseudonym: word(), keybag: '{}', version: 1 });
  const { newRecordCode } = await browser.ask<{ newRecordCode: { code: string } }>(
    'mutation { newRecordCode { code } }',
  );
  const { pairRecord } = await doctor.ask<{ pairRecord: { id: string } }>(PAIR, {
    code: newRecordCode.code,
    ownNumber: '',
  });
  return { browser, pairingId: pairRecord.id };
}

interface Sealed {
  readonly contentKey: Bytes;
  readonly headerHash: Bytes;
  readonly plain: Bytes;
  readonly fileId: string;
  readonly chunks: readonly Bytes[];
}

async function aSealed(length: number): Promise<Sealed> {
  const [contentKey, headerHash, plain] = [32, 32, length].map((size) => new Uint8Array(randomBytes(size)));
  const { fileId, chunks } = await sealFile(contentKey!, headerHash!, plain!);
  return { contentKey: contentKey!, headerHash: headerHash!, plain: plain!, fileId, chunks };
}

const started = (pairingId: string, { fileId, chunks }: Sealed, more: object = {}) => ({
  input: {
    pairingId,
    fileId,
    entryId: `0x${randomBytes(16).toString('hex')}`,
    category: 'cardiology',
    bytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    ...more,
  },
});

async function send(
  by: Browser,
  fileId: string,
  part: number | string,
  bytes: Uint8Array,
  door: 'records' | 'own-record' = 'records',
): Promise<string> {
  const answer = await by.request({
    method: 'POST',
    url: `/files/${door}/${fileId}/parts/${part}`,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="part"; filename="part"\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]),
  });
  return answer.statusCode === 201 ? 'taken' : answer.json<{ code: string }>().code;
}

/** Begins a file and sends all of it. */
async function put(pairingId: string, sealed: Sealed, more: object = {}): Promise<void> {
  await doctor.ask(START, started(pairingId, sealed, more));
  for (const [part, chunk] of sealed.chunks.entries())
    expect(await send(doctor, sealed.fileId, part, chunk)).toBe('taken');
}

async function fetched(by: Browser, door: 'records' | 'own-record', { fileId, chunks }: Sealed) {
  const parts: Bytes[] = [];
  for (const part of chunks.keys()) {
    const answer = await by.request({ method: 'GET', url: `/files/${door}/${fileId}/parts/${part}` });
    if (answer.statusCode !== 200) return answer.json<{ code: string }>().code;
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    parts.push(new Uint8Array(answer.rawPayload));
  }
  return parts;
}

async function granted(patient: Browser, pairingId: string, categories: string[]) {
  const { askAccess: id } = await doctor.ask<{ askAccess: string }>(ASK, asked(pairingId, { categories }));
  const consent = aConsent();
  await patient.ask(ALLOW, allowed(id, consent));
  return {
    id,
    stop: () => patient.ask(REVOKE, { input: { requestId: id, revocation: consent.revocation } }),
  };
}

describe('a file of 5 MB', () => {
  it('goes in sealed, on from where it broke off, and comes out for its patient and who was granted it', async () => {
    const { browser, pairingId } = await aPatient();
    const sealed = await aSealed(5_000_000);
    const input = started(pairingId, sealed);
    await doctor.ask(START, input);
    for (const part of [0, 1, 5])
      expect(await send(doctor, sealed.fileId, part, sealed.chunks[part]!)).toBe('taken');
    expect(await doctor.refusal(KEEP_FILE, { id: sealed.fileId })).toBe('FILE_INCOMPLETE');
    expect(await fetched(browser, 'own-record', sealed)).toBe('NOT_FOUND');

    // After the interruption: begun again, and asked what is there.
    await doctor.ask(START, input);
    const { recordUpload } = await doctor.ask<{ recordUpload: { parts: number; present: number[] } }>(
      ARRIVED,
      { id: sealed.fileId },
    );
    expect(recordUpload).toEqual({ parts: sealed.chunks.length, present: [0, 1, 5] });
    for (const [part, chunk] of sealed.chunks.entries())
      if (!recordUpload.present.includes(part))
        expect(await send(doctor, sealed.fileId, part, chunk)).toBe('taken');
    await doctor.ask(KEEP_FILE, { id: sealed.fileId });

    const own = await fetched(browser, 'own-record', sealed);
    const opened = await openFile(sealed.contentKey, sealed.headerHash, sealed.fileId, own as Bytes[]);
    // Comparing millions of bytes one by one takes minutes.
    expect(Buffer.compare(opened, sealed.plain)).toBe(0);
    expect(await fetched(doctor, 'records', sealed)).toBe('NOT_FOUND');
    const { stop } = await granted(browser, pairingId, ['cardiology']);
    const theirs = (await fetched(doctor, 'records', sealed)) as Bytes[];
    expect(Buffer.compare(Buffer.concat(theirs), Buffer.concat(own as Bytes[]))).toBe(0);
    expect(await fetched(colleague, 'records', sealed)).toBe('NOT_FOUND');
    expect(await fetched(stranger, 'records', sealed)).toBe('NOT_FOUND');
    await stop();
    expect(await fetched(doctor, 'records', sealed)).toBe('NOT_FOUND');
    const looks = await api.sql(
      `SELECT 1 FROM audit_entry WHERE subject_id = $1 AND action = 'record.fetch-file'`,
      [sealed.fileId],
    );
    expect(looks).toHaveLength(2);
  });
});

describe('who may', () => {
  it('a carer fetches files of the part that is allowed, by the patients’ door, until the patient stops it', async () => {
    const { browser, pairingId } = await aPatient();
    const { browser: carer } = await aPatient();
    const [heart, medicine] = [await aSealed(10), await aSealed(10)];
    await put(pairingId, heart);
    await put(pairingId, medicine, { category: 'medications' });
    const { newRecordCode } = await browser.ask<{ newRecordCode: { code: string } }>(
      'mutation { newRecordCode { code } }',
    );
    const { kemKey, signKey } = asked('').input;
    const input = {
      ...{ ...newRecordCode, kemKey, signKey, categories: ['medications'] },
      ...{ name: 'Mia', patient: 'Mum', until: new Date(Date.now() + 86_400_000).toISOString() },
    };
    const { askToCare: requestId } = await carer.ask<{ askToCare: string }>(
      'mutation ($input: AskToCareInput!) { askToCare(input: $input) }',
      { input },
    );
    expect(await fetched(carer, 'own-record', medicine)).toBe('NOT_FOUND');
    const { revocation, ...consent } = aConsent();
    await browser.ask(ALLOW, allowed(requestId, { revocation, ...consent }));
    expect(await fetched(carer, 'own-record', medicine)).toHaveLength(1);
    expect(await fetched(carer, 'own-record', heart)).toBe('NOT_FOUND');
    expect(await fetched(carer, 'records', medicine)).toBe('FORBIDDEN');
    await browser.ask(REVOKE, { input: { requestId, revocation } });
    expect(await fetched(carer, 'own-record', medicine)).toBe('NOT_FOUND');
  });

  it('another part of the record, and an access whose time is over, open no file', async () => {
    const { browser, pairingId } = await aPatient();
    const sealed = await aSealed(10);
    await put(pairingId, sealed);
    await granted(browser, pairingId, ['medications']);
    expect(await fetched(doctor, 'records', sealed)).toBe('NOT_FOUND');
    const { id } = await granted(browser, pairingId, ['cardiology']);
    expect(await fetched(doctor, 'records', sealed)).toHaveLength(1);
    await api.sql(`UPDATE record_grant SET not_after = now() - interval '1 minute' WHERE request_id = $1`, [
      id,
    ]);
    expect(await fetched(doctor, 'records', sealed)).toBe('NOT_FOUND');
  });

  it('an emergency opens the summary’s files for its hour, to the one who declared it', async () => {
    const { pairingId } = await aPatient();
    const [summary, heart] = [await aSealed(10), await aSealed(10)];
    await put(pairingId, summary, { category: 'emergency-summary' });
    await put(pairingId, heart);
    await api.sql(
      `INSERT INTO emergency_access (id, site_id, reader_id, record_id, reason, words, operation_id, created_at)
       SELECT $1, f.site_id, f.writer_id, f.user_id, 'life-threatening', '', $1, now() FROM record_file f WHERE f.id = $2`,
      [newId(), summary.fileId],
    );
    expect(await fetched(doctor, 'records', summary)).toHaveLength(1);
    expect(await fetched(colleague, 'records', summary)).toBe('NOT_FOUND');
    expect(await fetched(doctor, 'records', heart)).toBe('NOT_FOUND');
    await api.sql(`UPDATE emergency_access SET created_at = now() - interval '61 minutes'`);
    expect(await fetched(doctor, 'records', summary)).toBe('NOT_FOUND');
  });

  it('nobody puts anything into the record of a patient whom the site does not know, nor into another’s file', async () => {
    const { browser, pairingId } = await aPatient();
    const sealed = await aSealed(10);
    expect(await stranger.refusal(START, started(pairingId, sealed))).toBe('NOT_FOUND');
    expect(await browser.refusal(START, started(pairingId, sealed))).toBe('FORBIDDEN');
    await doctor.ask(START, started(pairingId, sealed));
    for (const other of [stranger, colleague]) {
      expect(await send(other, sealed.fileId, 0, sealed.chunks[0]!)).toBe('NOT_FOUND');
      expect(await other.refusal(DROP, { id: sealed.fileId })).toBe('NOT_FOUND');
      expect(await other.refusal(KEEP_FILE, { id: sealed.fileId })).toBe('NOT_FOUND');
      expect(await other.ask(ARRIVED, { id: sealed.fileId })).toEqual({ recordUpload: null });
    }
    const { browser: another } = await aPatient();
    await send(doctor, sealed.fileId, 0, sealed.chunks[0]!);
    expect(await fetched(another, 'own-record', sealed)).toBe('NOT_FOUND');
  });
});

describe('what is refused', () => {
  it('a part of another length, of another place, or other bytes where one is', async () => {
    const { pairingId } = await aPatient();
    const sealed = await aSealed(PART_BYTES);
    const [first, last] = [sealed.chunks[0]!, sealed.chunks[1]!];
    await doctor.ask(START, started(pairingId, sealed));
    expect(await send(doctor, sealed.fileId, 0, first.slice(1))).toBe('FILE_PART_WRONG');
    expect(await send(doctor, sealed.fileId, 0, Buffer.alloc(PART_BYTES + 5))).toBe('FILE_PART_WRONG');
    expect(await send(doctor, sealed.fileId, 2, last)).toBe('FILE_PART_WRONG');
    expect(await send(doctor, sealed.fileId, 'x', last)).toBe('NOT_FOUND');
    expect(await send(doctor, sealed.fileId, 1, last)).toBe('taken');
    expect(await send(doctor, sealed.fileId, 1, last)).toBe('taken');
    expect(await send(doctor, sealed.fileId, 1, Buffer.alloc(last.length))).toBe('FILE_PART_WRONG');
    const { recordUpload } = await doctor.ask<{ recordUpload: { present: number[] } }>(ARRIVED, {
      id: sealed.fileId,
    });
    expect(recordUpload.present).toEqual([1]);
  });

  it('a name that is taken, and more than an entry or the site has room for', async () => {
    const { pairingId } = await aPatient();
    const sealed = await aSealed(10);
    await doctor.ask(START, started(pairingId, sealed));
    expect(await doctor.refusal(START, started(pairingId, sealed))).toBe('BAD_INPUT');
    expect(await doctor.refusal(START, started(pairingId, await aSealed(10), { bytes: 80_000_000 }))).toBe(
      'FILE_TOO_LARGE',
    );
    await api.sql(
      `INSERT INTO record_file (id, user_id, site_id, writer_id, entry_id, category, bytes, created_at, kept_at)
       SELECT 'full-' || n, f.user_id, f.site_id, f.writer_id, 'full', 'cardiology', 2000000000, now(), now()
       FROM record_file f, generate_series(1, $2) n WHERE f.id = $1`,
      [sealed.fileId, Math.ceil(MOST_SITE_BYTES / 2_000_000_000)],
    );
    expect(await doctor.refusal(START, started(pairingId, await aSealed(10)))).toBe('FILES_FULL');
    // What one person has begun and not ended takes a part of that room only.
    await api.sql(`UPDATE record_file SET kept_at = NULL WHERE entry_id = 'full' AND site_id = $1`, [
      clinicId,
    ]);
    expect(await doctor.refusal(START, started(pairingId, await aSealed(10)))).toBe('TOO_MANY');
    await api.sql(`DELETE FROM record_file WHERE entry_id = 'full' AND site_id = $1`, [clinicId]);
    await doctor.ask(START, started(pairingId, await aSealed(10)));
  });
});

describe('what patients bring into their own record', () => {
  it('goes in and comes out by their own doors, for whom they allow it, and for nobody else', async () => {
    const { browser, pairingId } = await aPatient();
    const { browser: another } = await aPatient();
    const sealed = await aSealed(PART_BYTES + 10);
    const { pairingId: _, ...input } = started(pairingId, sealed).input;
    expect(await doctor.refusal(START_OWN, { input })).toBe('FORBIDDEN');
    await browser.ask(START_OWN, { input });
    await browser.ask(START_OWN, { input });
    expect(await another.refusal(START_OWN, { input })).toBe('BAD_INPUT');
    expect(await send(another, sealed.fileId, 0, sealed.chunks[0]!, 'own-record')).toBe('NOT_FOUND');
    expect(await send(doctor, sealed.fileId, 0, sealed.chunks[0]!)).toBe('NOT_FOUND');
    expect(await send(browser, sealed.fileId, 0, sealed.chunks[0]!)).toBe('FORBIDDEN');
    for (const [part, chunk] of sealed.chunks.entries())
      expect(await send(browser, sealed.fileId, part, chunk, 'own-record')).toBe('taken');
    for (const other of [another, browser])
      expect(await other.refusal(KEEP_FILE, { id: sealed.fileId })).toBe('FORBIDDEN');
    expect(await another.refusal(KEEP_OWN, { id: sealed.fileId })).toBe('NOT_FOUND');
    await browser.ask(KEEP_OWN, { id: sealed.fileId });
    expect(await browser.refusal(DROP_OWN, { id: sealed.fileId })).toBe('NOT_FOUND');
    const own = (await fetched(browser, 'own-record', sealed)) as Bytes[];
    const plain = await openFile(sealed.contentKey, sealed.headerHash, sealed.fileId, own);
    expect(Buffer.compare(plain, sealed.plain)).toBe(0);
    expect(await fetched(another, 'own-record', sealed)).toBe('NOT_FOUND');
    expect(await fetched(doctor, 'records', sealed)).toBe('NOT_FOUND');
    await granted(browser, pairingId, ['cardiology']);
    expect(await fetched(doctor, 'records', sealed)).toHaveLength(sealed.chunks.length);
  });

  it('has a limit of its own, can be given up, and goes with the record', async () => {
    const { browser, pairingId } = await aPatient();
    const begin = async () => {
      const sealed = await aSealed(10);
      const { pairingId: _, ...input } = started(pairingId, sealed).input;
      return { sealed, input };
    };
    const [first, second] = [await begin(), await begin()];
    await browser.ask(START_OWN, { input: first.input });
    await api.sql('UPDATE record_file SET bytes = $2, entry_id = $3 WHERE id = $1', [
      first.sealed.fileId,
      MOST_OWN_BYTES - 1,
      'full',
    ]);
    expect(await browser.refusal(START_OWN, { input: second.input })).toBe('OWN_FILES_FULL');
    await browser.ask(DROP_OWN, { id: first.sealed.fileId });
    await browser.ask(START_OWN, { input: second.input });
    await browser.ask(ERASE);
    expect(await api.sql('SELECT 1 FROM record_file WHERE id = $1', [second.sealed.fileId])).toEqual([]);
  });
});

describe('what goes', () => {
  it('is what its writer gives up before an entry names it, and never after', async () => {
    const { pairingId } = await aPatient();
    const [given, kept] = [await aSealed(10), await aSealed(10)];
    await put(pairingId, given);
    await put(pairingId, kept);
    await doctor.ask(DROP, { id: given.fileId });
    await doctor.ask(KEEP_FILE, { id: kept.fileId });
    expect(await doctor.refusal(DROP, { id: kept.fileId })).toBe('NOT_FOUND');
    expect(await doctor.ask(ARRIVED, { id: given.fileId })).toEqual({ recordUpload: null });
  });

  it('is what no entry came to name within a week, unless somebody knew its name', async () => {
    const { browser, pairingId } = await aPatient();
    const [unfinished, unnamed, read, kept, fresh] = await Promise.all(
      Array.from({ length: 5 }, () => aSealed(10)),
    );
    await doctor.ask(START, started(pairingId, unfinished!));
    for (const sealed of [unnamed!, read!, kept!, fresh!]) await put(pairingId, sealed);
    expect(await fetched(browser, 'own-record', read!)).toHaveLength(1);
    await doctor.ask(KEEP_FILE, { id: kept!.fileId });
    await api.sql(`UPDATE record_file SET created_at = now() - interval '8 days' WHERE id <> $1`, [
      fresh!.fileId,
    ]);
    await api.get(RecordFilesJob).tidy();
    const left = [];
    for (const sealed of [unfinished!, unnamed!, read!, kept!, fresh!])
      left.push(typeof (await fetched(browser, 'own-record', sealed)) !== 'string');
    expect(left).toEqual([false, false, true, true, true]);
  });

  it('is all of a record that is erased', async () => {
    const { browser, pairingId } = await aPatient();
    const sealed = await aSealed(10);
    await put(pairingId, sealed);
    await doctor.ask(KEEP_FILE, { id: sealed.fileId });
    await browser.ask(ERASE);
    const rows = await api.sql(
      `SELECT id FROM record_file WHERE id = $1 UNION ALL SELECT file_id FROM record_file_part WHERE file_id = $1`,
      [sealed.fileId],
    );
    expect(rows).toEqual([]);
  });
});
