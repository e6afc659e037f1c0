import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_ANCHOR_KEYS } from './config-demo.js';
import { readConfig, readDatabaseUrl, readNodeConfig, SETTINGS } from './config.js';
import { makeKeyFile } from './make-key-file.js';
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

it('a command that needs the database alone asks for nothing else', () => {
  const { DATABASE_URL } = NEEDED;
  expect(readDatabaseUrl({ DATABASE_URL })).toBe(DATABASE_URL);
  expect(() => readDatabaseUrl({})).toThrow(
    /^Custodia cannot start with these settings:\n {2}DATABASE_URL is missing[^\n]*$/,
  );
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

  it('is the only place of its keys, and others may come from the environment', () => {
    file.write(KEYS);
    const REGULATOR_KEY = `0x${'ef'.repeat(32)}`;
    expect(opened({ REGULATOR_KEY }).keys).toMatchObject({
      operator: KEYS.OPERATOR_KEY,
      regulator: REGULATOR_KEY,
    });
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
    NODE_PORT: '4404',
  };
  const keys = {
    NODE_ANCHOR_KEY: `0x${'ab'.repeat(32)}`,
    NODE_KEM_KEY: 'cd'.repeat(32),
    NODE_SIGN_KEY: 'ef'.repeat(32),
  };

  it('names everything that is missing, in one go', () => {
    const names = ['NODE_ID', 'DATABASE_URL', 'LEDGER_RPC_URL', 'CONSENT_REGISTRY', ...Object.keys(keys)];
    expect(() => readNodeConfig({})).toThrow(
      new RegExp(names.map((name) => `${name} is missing`).join('[^]*')),
    );
  });

  it('takes a key of the demo in the demo alone, where each node has its own', () => {
    const { NODE_ANCHOR_KEY: _, ...demo } = { ...node, ...keys, CUSTODIA_DEMO: '1' };
    expect(readNodeConfig(demo).anchorKey).toBe(DEMO_ANCHOR_KEYS[1]);
    expect(() => readNodeConfig({ ...node, ...keys, NODE_ANCHOR_KEY: DEMO_ANCHOR_KEYS[0] })).toThrow(
      /key of the demo/,
    );
    expect(readNodeConfig({ ...node, ...keys }).contracts.anchorLog).toBe(`0x${'ab'.repeat(20)}`);
  });

  describe('with its keys in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'custodia-node-keys-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = { KEY_FILE: join(folder, 'node-2.json'), KEY_FILE_PASSPHRASE: 'a long passphrase' };

    it('finds those that keys:make-node made, once, and shows nothing of them to who has the file alone', () => {
      expect(makeKeyFile('node', { ...node, ...file })).toContain(
        'NODE_ANCHOR_KEY, NODE_KEM_KEY, NODE_SIGN_KEY',
      );
      const { anchorKey, kemKey, signKey } = readNodeConfig({ ...node, ...file });
      expect(kemKey).not.toEqual(signKey);
      const text = readFileSync(file.KEY_FILE, 'utf8');
      for (const key of [kemKey, signKey, Buffer.from(anchorKey.slice(2), 'hex')]) {
        expect(key).toHaveLength(32);
        for (const encoding of ['hex', 'base64', 'base64url'] as const)
          expect(text).not.toContain(key.toString(encoding).slice(0, 40));
      }
      expect(statSync(file.KEY_FILE).mode & 0o077).toBe(0);
      expect(() => readNodeConfig({ ...node, ...file, KEY_FILE_PASSPHRASE: 'another' })).toThrow(
        'does not open',
      );
      expect(makeKeyFile('node', { ...node, ...file })).toContain('is there already');
      expect(readNodeConfig({ ...node, ...file }).kemKey).toEqual(kemKey);
    });

    it('takes a key from one place, not from two', () => {
      expect(() => readNodeConfig({ ...node, ...file, ...keys })).toThrow(/NODE_KEM_KEY lies in KEY_FILE/);
    });

    it('does not start with a file from before, which lay open', () => {
      const open = join(folder, 'keys.json');
      writeFileSync(open, JSON.stringify({ kem: { privateKey: 'x' }, sign: { privateKey: 'y' } }));
      expect(() => readNodeConfig({ ...node, ...file, KEY_FILE: open })).toThrow(
        'KEY_FILE is no key file of this version',
      );
    });
  });
});

describe('the second factor of who is trusted with duties', () => {
  const real = { ...NEEDED, ...KEYS };

  it('is required but in a demo, where it can be', () => {
    expect(readConfig(real).secondFactorRequired).toBe(true);
    expect(readConfig({ ...real, SECOND_FACTOR_REQUIRED: '0' }).secondFactorRequired).toBe(false);
    expect(readConfig({ ...NEEDED, CUSTODIA_DEMO: '1' }).secondFactorRequired).toBe(false);
    const demo = { ...NEEDED, CUSTODIA_DEMO: '1', SECOND_FACTOR_REQUIRED: '1' };
    expect(readConfig(demo).secondFactorRequired).toBe(true);
  });
});

describe('a setting that cannot be used', () => {
  const url = (example: string) => new RegExp(`is not a usable address. Example: ${example}`);
  const key = /must be 0x and 64 hex digits/;
  const address = /must be 0x and 40 hex digits/;
  const whole = /must be a whole number, 1 or more/;
  const port = /must be a port: a whole number from 0 to 65535/;
  const flag = /must be 0 or 1/;
  const rate = /must be a number: requests a second, 0 for no limit/;
  const proxies = /must be addresses, networks or loopback/;
  /** What no text can be wrong for: names of hosts, of which the network knows more, and of a file. */
  const ANY_TEXT = ['API_HOST', 'METRICS_HOST', 'NODE_HOST', 'INTERACTIONS_FILE'];
  const WRONG: Record<string, readonly [values: readonly string[], words: RegExp]> = {
    CUSTODIA_DEMO: [['yes', '2'], flag],
    DATABASE_URL: [['mysql://x/y', 'x'], url('postgresql://')],
    DATABASE_POOL_SIZE: [['1', '501', '2.5', 'x'], /must be a whole number from 2 to 500/],
    DATABASE_REPLICA_URL: [['http://x'], url('postgresql://')],
    LEDGER_RPC_URL: [['ws://x', 'x'], url('http://')],
    OPERATOR_KEY: [['0x12', 'ab'.repeat(32)], key],
    OPERATOR_KEY_NEXT: [['x'], key],
    REGULATOR_KEY: [['x'], key],
    REGULATOR_APPROVER_KEY: [['x'], key],
    MAKER_PROPOSER_KEY: [['x'], key],
    MAKER_APPROVER_KEY: [['x'], key],
    SECRET_KEY: [['x', 'ab'.repeat(31)], /must be 64 hex digits \(openssl rand -hex 32\)/],
    SECRET_KEY_PREVIOUS: [['x'], /must be 64 hex digits/],
    API_PORT: [['x', '-1', '70000', '80.5'], port],
    PUBLIC_ORIGIN: [['x', 'ftp://x'], url('https://custodia.example')],
    PASSKEY_DOMAIN: [['Not A Domain', 'other.example'], /must be (a domain|the host of PUBLIC_ORIGIN)/],
    SECOND_FACTOR_REQUIRED: [['yes', '2'], flag],
    TRUSTED_PROXIES: [['portal', '10.0.0.0/99', 'loopback, x'], proxies],
    LEDGER_CONFIRMATIONS: [['0', '1.5', 'x'], whole],
    LEDGER_FEES: [['none'], /must be free or market/],
    LEDGER_MOST_FEE: [['1.5', '-1', 'x'], /must be a whole number of wei per gas/],
    LEDGER_CALLS_UNDER_WAY: [['0', 'x'], whole],
    LEDGER_QUEUE_MOST: [['0', 'x'], whole],
    API_METRICS_PORT: [['x', '70000'], port],
    WORKER_METRICS_PORT: [['x', '70000'], port],
    LOG_FORMAT: [['xml'], /must be text or json/],
    NODE_ORIGINS: [['node-1', 'http://a,x'], /must be addresses with commas between them/],
    PORTAL_OPERATIONS: [[','], /must be files with commas between them, or any/],
    CLIENTS_ASK_FREELY: [['yes'], flag],
    SMTP_URL: [['http://mail.example'], url('smtp://')],
    MAIL_FROM: [['nobody', 'a@b.example\r\nBcc: c@d.example'], /must be an address, such as/],
    PUSH_KEY: [['x', '00'.repeat(32), 'ff'.repeat(32)], /must be 64 hex digits, a private key of P-256/],
    PUSH_SERVICES: [
      ['https://push.example', 'a b', 'a.example,,b'],
      /must be hosts with commas between them/,
    ],
    WEBHOOK_NETWORKS: [['10.0.0.0', 'inside/8'], /must be networks with commas between them/],
    RATE_LIMIT_PER_SESSION: [['-1', 'x'], rate],
    RATE_LIMIT_PER_MACHINE: [['-1', 'x'], rate],
    RATE_LIMIT_PER_ADDRESS: [['-1', 'x'], rate],
    NODE_ID: [['Node 1'], /must be a short name, such as node-1/],
    CONSENT_REGISTRY: [['x'], address],
    ANCHOR_LOG: [['x'], address],
    PARTY_REGISTRY: [['x'], address],
    NODE_ANCHOR_KEY: [['x'], key],
    NODE_KEM_KEY: [['x', 'ab'.repeat(31)], /must be 64 hex digits/],
    NODE_SIGN_KEY: [['x'], /must be 64 hex digits/],
    NODE_PORT: [['x', '70000'], port],
    NODE_ANCHOR_SECONDS: [['0', 'x'], whole],
    NODE_HEAD_AGE: [['0', 'x'], whole],
    NOTICE_URL: [['x', 'ftp://custodia.example'], url('https://custodia.example')],
  };

  it('is each of them', () => {
    const all = new Set([...SETTINGS.api, ...SETTINGS.node]);
    expect([...ANY_TEXT, ...Object.keys(WRONG)].sort()).toEqual([...all].sort());
  });

  const messageOf = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      return String(error);
    }
    return 'it was taken';
  };
  const said = (name: string, value: string) =>
    SETTINGS.api.includes(name)
      ? messageOf(() => readConfig({ ...NEEDED, ...KEYS, [name]: value }))
      : messageOf(() => readNodeConfig({ [name]: value }));

  it.each(Object.entries(WRONG))(
    '%s: it is named with what to do, not with its value',
    (name, [values, words]) => {
      for (const value of values) {
        const line = said(name, value)
          .split('\n')
          .find((one) => one.trim().startsWith(`${name} `));
        expect([value, line]).toEqual([value, expect.stringMatching(words)]);
        // The checker's own words are no help to an operator.
        expect(line).not.toMatch(/invalid|expected|received|too (small|big)/i);
      }
    },
  );

  it('is no text with a secret in it', () => {
    const secret = 'hunter2hunter2';
    for (const name of Object.keys(WRONG)) expect(said(name, secret)).not.toContain(secret);
  });

  it('stands in the manual, as every setting does', () => {
    const manual = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
    const all = [...SETTINGS.api, ...SETTINGS.node];
    expect(all.filter((name) => !manual.includes(`\`${name}\``) && !manual.includes(`\`${name}=`))).toEqual(
      [],
    );
  });
});

describe('notices outside of the product', () => {
  it('are sent by nobody and into no network of one’s own, unless it is set', () => {
    const { mail, push, webhookNetworks } = readConfig({ ...NEEDED, ...KEYS });
    expect([mail, push, webhookNetworks.rules]).toEqual([undefined, undefined, []]);
    const SMTP_URL = 'smtp://mail.example:587';
    const MAIL_FROM = 'Custodia <notices@custodia.example>';
    expect(readConfig({ ...NEEDED, ...KEYS, SMTP_URL, MAIL_FROM }).mail).toEqual({
      smtpUrl: SMTP_URL,
      from: MAIL_FROM,
    });
  });

  it('are pushed in a demo, and elsewhere with a key of one’s own, to the services that are named', () => {
    const demo = readConfig({ ...NEEDED, CUSTODIA_DEMO: '1' }).push!;
    expect(demo.services).toContain('push.services.mozilla.com');
    expect(demo.contact).toBeUndefined();
    expect(() => readConfig({ ...NEEDED, ...KEYS, PUSH_KEY: demo.key })).toThrow(
      'PUSH_KEY is a key of the demo',
    );
    const PUBLIC_ORIGIN = 'https://custodia.example';
    const PUSH_SERVICES = 'Push.Example, other.example';
    expect(
      readConfig({ ...NEEDED, ...KEYS, PUBLIC_ORIGIN, PUSH_KEY: 'ab'.repeat(32), PUSH_SERVICES }).push,
    ).toEqual({
      key: 'ab'.repeat(32),
      contact: PUBLIC_ORIGIN,
      services: ['push.example', 'other.example'],
    });
  });

  it('are from somebody, where mail is sent', () => {
    expect(() => readConfig({ ...NEEDED, ...KEYS, SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM');
  });
});
