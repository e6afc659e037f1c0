import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { deflateSync } from 'node:zlib';
import {
  aLedgerContract,
  ApiModule,
  controllersOf,
  openApiBench,
  WorkerModule,
  type ApiBench,
  type Browser,
} from '@custodia/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routesOf } from './routes.js';
import { aWorld, type World } from './world.js';

const NAMES = [
  '../../../../tmp/planted.png',
  '..\\..\\planted.png',
  '/etc/cron.d/planted',
  'planted.png\0.html',
  '"><script>alert(1)</script>.png',
  'CON',
  '.htaccess',
  'ü'.repeat(200),
  '',
];
const PAGE = Buffer.from('<!doctype html><script>alert(document.domain)</script>');
const SCRIPT = '<script>alert(1)</script>';

let api: ApiBench;
let world: World;
beforeAll(async () => {
  api = await openApiBench({ imports: [WorkerModule] });
  await aLedgerContract(api);
  world = await aWorld(api);
});
afterAll(() => api?.close());

interface File {
  readonly name?: string;
  readonly type?: string;
  readonly bytes: Buffer;
}

function multipart(fields: Record<string, string>, { name = 'x', type = 'image/png', bytes }: File): Buffer {
  const parts = Object.entries(fields).map(
    ([field, value]) => `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(parts.join('') + head), bytes, Buffer.from('\r\n--x--\r\n')]);
}

const put = (browser: Browser, url: string, payload: Buffer) =>
  browser.request({
    method: 'POST',
    url,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload,
  });
const photos = () => `/files/cases/${world.thing('case', 'P')}/photos`;
const sendPhoto = (file: File) => put(world.people.P, photos(), multipart({ text: 'The seal' }, file));
const sendList = (file: File) =>
  put(
    world.people.M,
    '/lots/runs',
    multipart(
      {
        idempotencyKey: `upload-${Math.random()}`,
        gtin: world.thing('gtin', 'M'),
        lotNumber: `U${Math.floor(Math.random() * 1e9)}`,
        expiry: '2029-06-30',
      },
      { type: 'text/csv', ...file },
    ),
  );

/** One pixel, and a text that a camera might have written. */
function png(...texts: string[]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    return Buffer.concat([head, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    ...texts.map((text) => chunk('tEXt', Buffer.from(`Comment\0${text}`))),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('files come in at the doors that these tests know, and at no other', () => {
  const posts = routesOf(controllersOf(ApiModule)).filter(({ method }) => method === 'POST');
  expect(posts.map(({ path }) => path).sort()).toEqual([
    '/files/cases/:id/photos',
    '/files/own-record/:file/parts/:part',
    '/files/records/:file/parts/:part',
    '/graphql/stream',
    '/lots/runs',
    '/notices',
    '/oauth/token',
  ]);
});

describe('what a file is called', () => {
  test.each(NAMES)('names no file here and shows nowhere: %j', async (name) => {
    const before = await readdir(tmpdir());
    const photo = await sendPhoto({ name, bytes: png() });
    const list = await sendList({ name, bytes: Buffer.from('A1B2C3\nA1B2C4\n') });
    for (const answer of [photo, list]) {
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.body).not.toMatch(/planted|script|htaccess/);
    }
    const left = (await readdir(tmpdir())).filter((entry) => !before.includes(entry));
    expect(left.filter((entry) => /planted|script|htaccess/.test(entry))).toEqual([]);
    const kept = await api.sql(
      `SELECT 1 FROM run r WHERE r::text LIKE '%planted%' OR r::text LIKE '%htaccess%'`,
    );
    expect(kept).toEqual([]);
    // What is said in a case is sealed: it is looked at as it is read.
    const read = await world.people.P.ask('query ($id: ID!) { case(id: $id) { entries { text photo } } }', {
      id: world.thing('case', 'P'),
    });
    expect(JSON.stringify(read)).toContain('The seal');
    expect(JSON.stringify(read)).not.toMatch(/planted|htaccess/);
  });
});

describe('what a file is', () => {
  test.each([
    ['a page', PAGE],
    [
      'a drawing that can hold scripts',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>')],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01')],
    ['an archive', Buffer.from('PK\x03\x04')],
    ['a page behind the first bytes of a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), PAGE])],
    ['nothing', Buffer.alloc(0)],
  ])('says its content, whatever it is called: %s is no photo', async (_, bytes) => {
    const answer = await sendPhoto({ name: 'photo.png', type: 'image/png', bytes });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([415, 'NOT_A_PHOTO']);
  });

  test('comes back as a picture and nothing else, without what was written into it', async () => {
    const sent = Buffer.concat([png(SCRIPT), PAGE]);
    const { entryId } = (await sendPhoto({ name: 'x.html', type: 'text/html', bytes: sent })).json<{
      entryId: string;
    }>();
    const { headers, rawPayload, statusCode } = await world.people.P.request({
      url: `${photos()}/${entryId}`,
    });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
    expect(rawPayload).toEqual(png());
  });

  test.each([
    ['a workbook', Buffer.from('PK\x03\x04')],
    ['UTF-16', Buffer.from('\ufeffA1B2C3\r\n', 'utf16le')],
    ['a picture', png()],
    ['a page', PAGE],
  ])('%s is no list of serials', async (_, bytes) => {
    const answer = await sendList({ name: 'serials.csv', bytes });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'SERIALS_REJECTED']);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });
});

describe('an upload', () => {
  const cut = (body: Buffer) => body.subarray(0, body.length - 12);

  test.each([
    ['that breaks off', () => cut(multipart({}, { bytes: png() }))],
    [
      'without a file',
      () => Buffer.from('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'),
    ],
    ['with too many fields', () => multipart(Object.fromEntries(range(40)), { bytes: png() })],
    [
      'with a field that is far too long',
      () => multipart({ text: 'A'.repeat(20_000) }, { bytes: Buffer.alloc(0) }),
    ],
    ['with a part without a head', () => Buffer.from('--x\r\n\r\nabc\r\n--x--\r\n')],
    ['of another boundary', () => Buffer.from('--y\r\n\r\nabc\r\n--y--\r\n')],
    [
      'into the prototype of all objects',
      () => multipart({ __proto__x: '1', constructor: '2' }, { bytes: PAGE }),
    ],
  ])('%s is refused in words, at every door', async (_, body) => {
    for (const [browser, url] of [
      [world.people.P, photos()],
      [world.people.M, '/lots/runs'],
    ] as const) {
      const answer = await put(browser, url, body());
      expect([url, Math.floor(answer.statusCode / 100), answer.body]).toEqual([url, 4, answer.body]);
      expect(answer.json<{ message: string }>().message).not.toMatch(/node_modules|busboy|undefined/i);
    }
  });

  test('that is larger than a photo may be is refused', async () => {
    const answer = await sendPhoto({ bytes: Buffer.concat([png(), Buffer.alloc(5 * 1024 * 1024)]) });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([413, 'FILE_TOO_LARGE']);
  });

  test('leaves nothing behind in the folder of temporary files', async () => {
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('custodia-upload-'));
    const before = left.length;
    await put(
      world.people.M,
      '/lots/runs',
      cut(multipart({ idempotencyKey: 'upload-cut' }, { bytes: PAGE })),
    );
    await sendList({ bytes: PAGE });
    await expect
      .poll(
        async () => (await readdir(tmpdir())).filter((name) => name.startsWith('custodia-upload-')).length,
      )
      .toBeLessThanOrEqual(before);
  });
});

function range(count: number): [string, string][] {
  return Array.from({ length: count }, (_, n) => [`f${n}`, 'x']);
}
