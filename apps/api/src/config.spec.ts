import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_ANCHOR_KEYS, readConfig, readNodeConfig } from './config.js';
import { KeyFile } from './platform/keys/index.js';

const NEEDED = {
  DATABASE_URL: 'postgresql://u:p@localhost/custodia',
  LEDGER_RPC_URL: 'http://localhost:8545',
  PORTAL_OPERATIONS: 'any',
};
const KEYS = { OPERATOR_KEY: `0x${'ab'.repeat(32)}`, SECRET_KEY: 'cd'.repeat(32) };

describe('the configuration', () => {
  it('names everything that is missing, in one go', () => {
    expect(() => readConfig({})).toThrow(
      /DATABASE_URL is missing[\s\S]*LEDGER_RPC_URL is missing[\s\S]*OPERATOR_KEY is missing[\s\S]*SECRET_KEY is missing/,
    );
  });

  it('asks outside of a demo for the operations that are answered', () => {
    const { PORTAL_OPERATIONS: _, ...others } = { ...NEEDED, ...KEYS };
    expect(() => readConfig(others)).toThrow(/PORTAL_OPERATIONS is missing: the list/);
    expect(readConfig({ ...others, CUSTODIA_DEMO: '1' }).operationLists).toBe('any');
    expect(readConfig({ ...others, PORTAL_OPERATIONS: '/a.json,/b.json' })).toMatchObject({
      operationLists: ['/a.json', '/b.json'],
      clientsAskFreely: false,
    });
  });

  it('never repeats a value, which may be a secret', () => {
    const secret = 'hunter2hunter2';
    const settings = {
      ...NEEDED,
      OPERATOR_KEY: secret,
      SECRET_KEY: secret,
      DATABASE_URL: `mysql://u:${secret}@x/y`,
    };
    expect(() => readConfig(settings)).toThrow();
    try {
      readConfig(settings);
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
  });

  it('refuses ports, flags and origins that are none', () => {
    for (const wrong of [
      { API_PORT: '70000' },
      { API_PORT: 'x' },
      { DATABASE_POOL_SIZE: '1' },
      { DATABASE_REPLICA_URL: 'http://x' },
      { CUSTODIA_DEMO: 'yes' },
      { PUBLIC_ORIGIN: 'x' },
    ]) {
      expect(() => readConfig({ ...NEEDED, ...KEYS, ...wrong })).toThrow(Object.keys(wrong)[0]!);
    }
  });

  it('knows how many connections to open, and of a replica where there is one', () => {
    const { databasePoolSize, replicaUrl } = readConfig({ ...NEEDED, ...KEYS });
    expect([databasePoolSize, replicaUrl]).toEqual([20, undefined]);
    const replica = 'postgresql://u:p@replica/custodia';
    expect(
      readConfig({ ...NEEDED, ...KEYS, DATABASE_POOL_SIZE: '50', DATABASE_REPLICA_URL: replica }),
    ).toMatchObject({ databasePoolSize: 50, replicaUrl: replica });
  });

  it('has known keys in a demo only', () => {
    expect(() => readConfig(NEEDED)).toThrow('OPERATOR_KEY');
    const demo = readConfig({ ...NEEDED, CUSTODIA_DEMO: '1' });
    expect(new Set(Object.values(demo.keys).filter(Boolean)).size).toBe(5);
    expect(readConfig({ ...NEEDED, ...KEYS }).keys).toEqual({
      operator: KEYS.OPERATOR_KEY,
      nextOperator: undefined,
      regulator: undefined,
      regulatorApprover: undefined,
      makerProposer: undefined,
      makerApprover: undefined,
    });
  });

  it('refuses the keys of the demo outside of one, in whatever place and spelling', () => {
    const { keys, secretKey } = readConfig({ ...NEEDED, CUSTODIA_DEMO: '1' });
    for (const known of [
      { OPERATOR_KEY: keys.operator },
      { OPERATOR_KEY: keys.regulator },
      { REGULATOR_KEY: keys.operator.toUpperCase().replace('0X', '0x') },
      { SECRET_KEY: secretKey.toString('hex') },
    ]) {
      const [name] = Object.keys(known);
      expect(() => readConfig({ ...NEEDED, ...KEYS, ...known })).toThrow(`${name} is a key of the demo`);
      expect(readConfig({ ...NEEDED, ...KEYS, ...known, CUSTODIA_DEMO: '1' }).demo).toBe(true);
    }
  });

  it('takes an empty setting for none, and keeps the origin of an address', () => {
    const config = readConfig({
      ...NEEDED,
      ...KEYS,
      REGULATOR_KEY: '',
      PUBLIC_ORIGIN: 'https://custodia.example/x',
    });
    expect(config.keys.regulator).toBeUndefined();
    expect(config.publicOrigin).toBe('https://custodia.example');
    expect(config.demo).toBe(false);
  });
});

describe('a key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'keys.json');
  const file = new KeyFile(path, 'a long passphrase', { N: 2 ** 10, r: 8, p: 1 });
  const opened = (wish: Record<string, string> = {}) =>
    readConfig({ ...NEEDED, KEY_FILE: path, KEY_FILE_PASSPHRASE: 'a long passphrase', ...wish });

  it('gives the keys, and shows nothing of them to who reads it', () => {
    file.write(KEYS);
    expect(opened().keys.operator).toBe(KEYS.OPERATOR_KEY);
    expect(opened().secretKey.toString('hex')).toBe(KEYS.SECRET_KEY);
    expect(readFileSync(path, 'utf8')).not.toMatch(/abababab|cdcdcdcd|OPERATOR/);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('opens with a passphrase that lies in a file', () => {
    const passphrase = join(folder, 'passphrase');
    writeFileSync(passphrase, 'a long passphrase\n');
    expect(opened({ KEY_FILE_PASSPHRASE: '', KEY_FILE_PASSPHRASE_FILE: passphrase }).keys.operator).toBe(
      KEYS.OPERATOR_KEY,
    );
  });

  it('does not open with another passphrase, none, or a bit changed, and says so without a secret', () => {
    for (const [wish, words] of [
      [{ KEY_FILE_PASSPHRASE: 'another' }, /KEY_FILE does not open/],
      [{ KEY_FILE_PASSPHRASE: '' }, /KEY_FILE_PASSPHRASE is missing/],
      [{ KEY_FILE: join(folder, 'none') }, /KEY_FILE cannot be read/],
    ] as const)
      expect(() => opened(wish)).toThrow(words);
    const changed = JSON.parse(readFileSync(path, 'utf8')) as { sealed: string };
    const bytes = Buffer.from(changed.sealed, 'base64');
    bytes[0]! ^= 1;
    writeFileSync(path, JSON.stringify({ ...changed, sealed: bytes.toString('base64') }));
    expect(() => opened()).toThrow(/does not open/);
    writeFileSync(path, '{}');
    expect(() => opened()).toThrow(/is no key file/);
  });

  it('is the only place of its keys', () => {
    file.write(KEYS);
    expect(() => opened({ OPERATOR_KEY: KEYS.OPERATOR_KEY })).toThrow(/OPERATOR_KEY lies in KEY_FILE/);
  });

  it('holds no key of the demo where it is in earnest', () => {
    const { keys } = readConfig({ ...NEEDED, CUSTODIA_DEMO: '1' });
    file.write({ ...KEYS, OPERATOR_KEY: keys.operator });
    expect(() => opened()).toThrow('OPERATOR_KEY is a key of the demo');
  });
});

describe('the configuration of a release node', () => {
  const contracts = ['CONSENT_REGISTRY', 'ANCHOR_LOG', 'PARTY_REGISTRY'].map((name) => [
    name,
    `0x${'Ab'.repeat(20)}`,
  ]);
  const node = {
    ...NEEDED,
    ...Object.fromEntries(contracts),
    NODE_ID: 'node-2',
    NODE_DATA: '/keys',
    NODE_PORT: '4404',
    NODE_ANCHOR_KEY: `0x${'ab'.repeat(32)}`,
  };

  it('names everything that is missing, in one go', () => {
    const names = [
      'NODE_ID',
      'NODE_DATA',
      'DATABASE_URL',
      'LEDGER_RPC_URL',
      'CONSENT_REGISTRY',
      'NODE_ANCHOR_KEY',
    ];
    expect(() => readNodeConfig({})).toThrow(
      new RegExp(names.map((name) => `${name} is missing`).join('[^]*')),
    );
  });

  it('takes a key of the demo in the demo alone, where each node has its own', () => {
    const { NODE_ANCHOR_KEY: _, ...demo } = { ...node, CUSTODIA_DEMO: '1' };
    expect(readNodeConfig(demo).anchorKey).toBe(DEMO_ANCHOR_KEYS[1]);
    expect(() => readNodeConfig({ ...node, NODE_ANCHOR_KEY: DEMO_ANCHOR_KEYS[0] })).toThrow(
      /key of the demo/,
    );
    expect(readNodeConfig(node).contracts.anchorLog).toBe(`0x${'ab'.repeat(20)}`);
  });
});

describe('notices outside of the product', () => {
  it('are sent by nobody and into no network of one’s own, unless it is set', () => {
    const { mail, webhookNetworks } = readConfig({ ...NEEDED, ...KEYS });
    expect([mail, webhookNetworks.rules]).toEqual([undefined, []]);
    const SMTP_URL = 'smtp://mail.example:587';
    const MAIL_FROM = 'Custodia <notices@custodia.example>';
    expect(readConfig({ ...NEEDED, ...KEYS, SMTP_URL, MAIL_FROM }).mail).toEqual({
      smtpUrl: SMTP_URL,
      from: MAIL_FROM,
    });
  });

  it('name what is wrong with their settings', () => {
    for (const wrong of [
      { MAIL_FROM: 'nobody' },
      { MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' },
      { SMTP_URL: 'http://mail.example', MAIL_FROM: 'a@b.example' },
      { WEBHOOK_NETWORKS: '10.0.0.0' },
      { WEBHOOK_NETWORKS: 'inside/8' },
    ])
      expect(() => readConfig({ ...NEEDED, ...KEYS, ...wrong })).toThrow(Object.keys(wrong)[0]!);
    expect(() => readConfig({ ...NEEDED, ...KEYS, SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM');
  });
});
