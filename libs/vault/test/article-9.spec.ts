import { beforeAll, describe, expect, it } from 'vitest';
import {
  ACCESS_EVENTS,
  LOOKS,
  NO_LEAF,
  canonicalBytes,
  gapsOf,
  makeRequests,
  newKeyPair,
  openLine,
  readRequest,
  sealLine,
  type AccessLine,
} from '../src/index.js';
import { seal } from '../src/suite.js';
import { lengthPrefixed, utf8 } from '../src/bytes.js';
import { NOW, newGrantee, newWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});

const lineOf = (event: AccessLine['event']): AccessLine => ({
  node: 'node-a',
  seq: 0,
  previous: NO_LEAF,
  event,
  time: NOW,
  organisation: 'Heart Clinic',
  person: 'Dr Ada Byron',
  categories: ['medications'],
  entryIds: [`0x${'ab'.repeat(16)}`],
  purpose: 'TREAT',
  reason: '',
  requestHash: `0x${'cd'.repeat(32)}`,
});

/** Article 9: who, when, which data, for what. */
const FIELDS = {
  organisation: ' ',
  person: '',
  time: 0,
  categories: [],
  purpose: '',
} as const satisfies Partial<AccessLine>;

describe.each(ACCESS_EVENTS)('a line about a %s', (event) => {
  const sealed = (line: AccessLine) => sealLine(line, world.patient.pseudonym, world.patient.log.publicKey);
  const isLook = (LOOKS as readonly string[]).includes(event);

  it('carries all fields of EHDS Article 9 to its patient', async () => {
    const line = lineOf(event);
    expect(gapsOf(line)).toEqual([]);
    const { log, pseudonym } = world.patient;
    expect(await openLine(await sealed(line), 'node-a', pseudonym, log.privateKey)).toEqual(line);
  });

  it.each(Object.keys(FIELDS) as (keyof typeof FIELDS)[])('is not written without its %s', async (field) => {
    const line = { ...lineOf(event), [field]: FIELDS[field] };
    // Whoever acts on the own record is the patient, and who that is needs no words.
    if (!isLook && field !== 'time') {
      expect(gapsOf(line)).toEqual([]);
      return;
    }
    expect(gapsOf(line)).toEqual([field]);
    await expect(sealed(line)).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it.each(Object.keys(FIELDS))('is not read where a node left %s out', async (field) => {
    const plain = Object.fromEntries(
      Object.entries({ v: 1, ...lineOf(event) }).filter(([key]) => key !== field),
    );
    const { log, pseudonym } = world.patient;
    const info = lengthPrefixed(utf8('custodia/access-log/v1'), utf8(pseudonym), utf8('node-a'));
    const bytes = canonicalBytes(plain as never);
    const record = {
      salt: new Uint8Array(32),
      sealed: await seal(log.publicKey, bytes, { info, aad: new Uint8Array(0) }),
    };
    await expect(openLine(record, 'node-a', pseudonym, log.privateKey)).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });
});

it('nobody asks without a name: of organisation and of person', async () => {
  const { holder, sign } = await newGrantee();
  const asked = {
    consent: `0x${'12'.repeat(32)}`,
    entryIds: [`0x${'ab'.repeat(16)}`],
    purpose: 'TREAT',
    organisation: 'Heart Clinic',
    person: 'Dr Ada Byron',
    time: NOW,
  } as const;
  const request = async (changed: object) => {
    const made = await makeRequests(['node-a'], { ...asked, ...changed }, holder, sign, await newKeyPair());
    return readRequest(made.get('node-a')!);
  };
  expect(await request({})).toMatchObject(asked);
  for (const nameless of [{ organisation: '' }, { person: '' }, { person: '  ' }])
    await expect(request(nameless)).rejects.toMatchObject({ code: 'MALFORMED' });
});
