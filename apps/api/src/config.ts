import type { BlockList } from 'node:net';
import { z } from 'zod';
import {
  address,
  areNetworks,
  count,
  flag,
  isProxy,
  nodeKey,
  port,
  privateKey,
  pushKey,
  pushServices,
  pushSettings,
  rate,
  secret,
  url,
  wholeFrom,
  type PushSettings,
} from './config-checks.js';
import {
  demoAnchorKey,
  DEMO_ANCHOR_KEYS,
  DEMO_DEFAULTS,
  DEMO_OPERATIONS,
  KNOWN_KEY,
  refuseKnownKeys,
} from './config-demo.js';
import { networks } from './platform/http/reach.rules.js';
import { ConfigError } from './platform/errors/config-error.js';
import { HeldKeys, type KeyStore, type LedgerKeys } from './platform/keys/index.js';
import { keyFileOf, storedKeys } from './platform/keys/stored-keys.js';

export { ConfigError } from './platform/errors/config-error.js';

/** Everything that an operator can set. This file is the only reader of the environment. */
export abstract class Config {
  /** Demo mode: known keys and accounts, shown to everyone. Never where real medicines are. */
  abstract readonly demo: boolean;
  /** PostgreSQL 15 or later. */
  abstract readonly databaseUrl: string;
  /** Connections that this process opens at most; all processes together stay below PostgreSQL's max_connections. */
  abstract readonly databasePoolSize: number;
  /** A streaming replica for what scans show; the database itself is read where it is absent or falls behind. */
  abstract readonly replicaUrl: string | undefined;
  /** JSON-RPC endpoint of any EVM chain. */
  abstract readonly ledgerRpcUrl: string;
  /** The keys as they are now: ask each time, and keep none. */
  abstract readonly keys: LedgerKeys;
  /** Where keys lie, unless they are in the environment. */
  abstract readonly keyStore: KeyStore | undefined;
  /**
   * Takes up what lies there now. @returns whether that is other than before
   * @throws ConfigError where it is of no use; the keys stay as they were
   */
  abstract readonly takeUpKeys: () => boolean;
  abstract readonly ledger: LedgerSettings;
  /** 32 bytes that seal lot secrets and other columns at rest. */
  abstract readonly secretKey: Buffer;
  /** The one before, which still opens what it sealed, while the node changes over. */
  abstract readonly previousSecretKey: Buffer | undefined;
  abstract readonly apiHost: string;
  abstract readonly apiPort: number;
  /** The one web origin that browsers use, for example https://custodia.example. */
  abstract readonly publicOrigin: string;
  /** The domain that passkeys are bound to: the host of the web origin, or a domain above it. */
  abstract readonly passkeyDomain: string;
  /**
   * Whoever is believed when they name the client's address, the portal above all: addresses, networks, `loopback`.
   * Nobody where it is not said.
   */
  abstract readonly trustedProxies: string | false;
  /** Where operators read what the processes measure; no door where there is no port. Not for the outside. */
  abstract readonly metrics: MetricsSettings;
  /** How lines of the log are written: for people, or one JSON object each. */
  abstract readonly logFormat: 'text' | 'json';
  /** Where the release nodes answer; none where patients' records are not kept. */
  abstract readonly nodeOrigins: readonly string[];
  /** Whether who is trusted with a duty, and everybody at an authority, has to show a second factor before anything else. */
  abstract readonly secondFactorRequired: boolean;
  /** Files that list the operations which GraphQL answers: of the portal in use, and of those before it. */
  abstract readonly operationLists: readonly string[] | 'any';
  /** Whether programs with a key of their own may ask other operations, too. */
  abstract readonly clientsAskFreely: boolean;
  /** By which notices are mailed; none is where it is not set. */
  abstract readonly mail: MailSettings | undefined;
  /** By which patients' browsers are told; they are not where it is not set. */
  abstract readonly push: PushSettings | undefined;
  /** Networks of one's own that webhooks may lead into; they lead to public addresses alone where none is named. */
  abstract readonly webhookNetworks: BlockList;
  /** A file of what interacts with what, for pharmacists and prescribers; the shipped demonstration where it is not set. */
  abstract readonly interactionsFile: string | undefined;
  /** Requests a second, in the long run: of one session (a person has two sessions' worth), one machine, one address. 0 is no limit. */
  abstract readonly rateLimitPerSession: number;
  abstract readonly rateLimitPerMachine: number;
  abstract readonly rateLimitPerAddress: number;
}

/** What is set of a release node: it shares nothing with the API that it stands beside. */
export abstract class NodeConfig {
  abstract readonly demo: boolean;
  /** Its name among a patient's nodes. */
  abstract readonly id: string;
  /** 32 bytes of which the key pair is derived that patients' records are sealed to. */
  abstract readonly kemKey: Buffer;
  /** 32 bytes, the seed of the key that signs its log. */
  abstract readonly signKey: Buffer;
  /** A database of its own. */
  abstract readonly databaseUrl: string;
  /** A connection of its own: what it releases, it decides by this alone. */
  abstract readonly ledgerRpcUrl: string;
  abstract readonly contracts: NodeContracts;
  /** Signs its anchors; a key of a party that may act. */
  abstract readonly anchorKey: `0x${string}`;
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly trustedProxies: string;
  /** Seconds between two anchors of a log that grows. */
  abstract readonly anchorSeconds: number;
  /** Seconds after which the newest block is too old to go by. */
  abstract readonly headAge: number;
  /** Where patients are told by that there is something new; without it, no look is told outside the app. */
  abstract readonly noticeUrl: string | undefined;
  abstract readonly rateLimitPerAddress: number;
  abstract readonly logFormat: 'text' | 'json';
}

export interface NodeContracts {
  readonly consentRegistry: `0x${string}`;
  readonly anchorLog: `0x${string}`;
  readonly partyRegistry: `0x${string}`;
}

export interface LedgerSettings {
  /** How deep a block has to lie before what it says counts; 1 where blocks are final at once, as with QBFT. */
  readonly confirmations: number;
  /** `free`: transactions pay nothing. `market`: the chain's price. */
  readonly fees: 'free' | 'market';
  /** The most that is paid, in wei per gas. */
  readonly mostFee: bigint | undefined;
  /** Calls of one key that may wait for their block; more for chains with slow blocks. */
  readonly callsUnderWay: number;
  /** So many operations of one party may wait to be sent; more are asked to come back later. */
  readonly queueMost: number;
}

export interface MailSettings {
  /** smtp:// or smtps://, with name and password where the server asks for them. */
  readonly smtpUrl: string;
  /** Who the mail is from. */
  readonly from: string;
}

export interface MetricsSettings {
  readonly host: string;
  readonly apiPort: number | undefined;
  readonly workerPort: number | undefined;
}

const POOL = 'must be a whole number from 2 to 500: connections to PostgreSQL';

const environment = z.object({
  CUSTODIA_DEMO: flag,
  DATABASE_URL: url(/^postgres(ql)?:$/, 'postgresql://custodia:password@localhost:5432/custodia'),
  DATABASE_POOL_SIZE: wholeFrom(2, POOL).max(500, POOL).default(20),
  DATABASE_REPLICA_URL: url(
    /^postgres(ql)?:$/,
    'postgresql://custodia:password@replica:5432/custodia',
  ).optional(),
  LEDGER_RPC_URL: url(/^https?:$/, 'http://localhost:8545'),
  OPERATOR_KEY: privateKey,
  OPERATOR_KEY_NEXT: privateKey.optional(),
  REGULATOR_KEY: privateKey.optional(),
  REGULATOR_APPROVER_KEY: privateKey.optional(),
  MAKER_PROPOSER_KEY: privateKey.optional(),
  MAKER_APPROVER_KEY: privateKey.optional(),
  SECRET_KEY: secret,
  SECRET_KEY_PREVIOUS: secret.optional(),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(4000),
  PUBLIC_ORIGIN: url(/^https?:$/, 'https://custodia.example')
    .default('http://localhost:3000')
    .transform((text) => new URL(text).origin),
  PASSKEY_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'must be a domain, such as custodia.example')
    .optional(),
  SECOND_FACTOR_REQUIRED: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .refine(
      (text) => text.split(',').every((one) => isProxy(one.trim())),
      'must be addresses, networks or loopback, with commas between them, such as 10.0.0.5, 10.1.0.0/16',
    ),
  LEDGER_CONFIRMATIONS: count.default(1),
  LEDGER_FEES: z.enum(['free', 'market'], 'must be free or market').default('market'),
  LEDGER_MOST_FEE: z
    .string()
    .regex(/^\d+$/, 'must be a whole number of wei per gas')
    .transform((text) => BigInt(text))
    .optional(),
  LEDGER_CALLS_UNDER_WAY: count.default(16),
  LEDGER_QUEUE_MOST: count.default(20_000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  API_METRICS_PORT: port.optional(),
  WORKER_METRICS_PORT: port.optional(),
  LOG_FORMAT: z.enum(['text', 'json'], 'must be text or json').default('text'),
  NODE_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((all) => all.every((one) => URL.canParse(one)), 'must be addresses with commas between them'),
  PORTAL_OPERATIONS: z
    .string('is missing: the list that the build of the portal writes, apps/portal/dist/operations.json')
    .transform((text): Config['operationLists'] => (text === 'any' ? text : text.split(',').filter(Boolean)))
    .refine((lists) => lists.length > 0, 'must be files with commas between them, or any'),
  CLIENTS_ASK_FREELY: flag,
  SMTP_URL: url(/^smtps?:$/, 'smtp://user:password@mail.example:587').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]+ <)?[^\s<>@]+@[^\s<>@]+>?$/,
      'must be an address, such as Custodia <notices@custodia.example>',
    )
    .optional(),
  PUSH_KEY: pushKey.optional(),
  PUSH_SERVICES: pushServices,
  WEBHOOK_NETWORKS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine(areNetworks, 'must be networks with commas between them, such as 10.20.0.0/16')
    .transform(networks),
  INTERACTIONS_FILE: z.string().optional(),
  RATE_LIMIT_PER_SESSION: rate.default(200),
  RATE_LIMIT_PER_MACHINE: rate.default(200),
  // A hospital's whole staff may sit behind one address.
  RATE_LIMIT_PER_ADDRESS: rate.default(1_000),
});

/** What is set, the keys that lie in the store among it. @throws ConfigError */
function checked(settings: ReturnType<typeof givenSettings>, keyStore: KeyStore | undefined) {
  const given = { ...settings, ...storedKeys(keyStore, settings) };
  const read = environment.safeParse(
    given['CUSTODIA_DEMO'] === '1'
      ? { ...DEMO_DEFAULTS, PORTAL_OPERATIONS: DEMO_OPERATIONS, ...given }
      : given,
  );
  if (!read.success) throw new ConfigError(read.error.issues);
  if (!read.data.CUSTODIA_DEMO) refuseKnownKeys(given);
  return read.data;
}

/** @throws ConfigError naming every setting that is missing or unusable, never its value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = givenSettings(env);
  const keyStore = keyFileOf(settings);
  const set = checked(settings, keyStore);
  const held = new HeldKeys(set, () => checked(settings, keyStore));
  const { hostname } = new URL(set.PUBLIC_ORIGIN);
  const passkeyDomain = set.PASSKEY_DOMAIN ?? hostname;
  if (!`.${hostname}`.endsWith(`.${passkeyDomain}`))
    throw wrong('PASSKEY_DOMAIN', 'must be the host of PUBLIC_ORIGIN or a domain above it');
  if (set.SMTP_URL && !set.MAIL_FROM)
    throw wrong('MAIL_FROM', 'is missing: SMTP_URL is set, and a mail is from somebody');
  return {
    demo: set.CUSTODIA_DEMO,
    databaseUrl: set.DATABASE_URL,
    databasePoolSize: set.DATABASE_POOL_SIZE,
    replicaUrl: set.DATABASE_REPLICA_URL,
    ledgerRpcUrl: set.LEDGER_RPC_URL,
    get keys() {
      return held.now;
    },
    keyStore,
    takeUpKeys: () => held.takeUp(),
    secretKey: Buffer.from(set.SECRET_KEY, 'hex'),
    previousSecretKey: set.SECRET_KEY_PREVIOUS ? Buffer.from(set.SECRET_KEY_PREVIOUS, 'hex') : undefined,
    apiHost: set.API_HOST,
    apiPort: set.API_PORT,
    publicOrigin: set.PUBLIC_ORIGIN,
    passkeyDomain,
    // Those who try a demo share its accounts.
    secondFactorRequired: set.SECOND_FACTOR_REQUIRED
      ? set.SECOND_FACTOR_REQUIRED === '1'
      : !set.CUSTODIA_DEMO,
    trustedProxies: set.TRUSTED_PROXIES || false,
    ledger: {
      confirmations: set.LEDGER_CONFIRMATIONS,
      fees: set.LEDGER_FEES,
      mostFee: set.LEDGER_MOST_FEE,
      callsUnderWay: set.LEDGER_CALLS_UNDER_WAY,
      queueMost: set.LEDGER_QUEUE_MOST,
    },
    metrics: { host: set.METRICS_HOST, apiPort: set.API_METRICS_PORT, workerPort: set.WORKER_METRICS_PORT },
    logFormat: set.LOG_FORMAT,
    nodeOrigins: set.NODE_ORIGINS,
    operationLists: set.PORTAL_OPERATIONS,
    clientsAskFreely: set.CLIENTS_ASK_FREELY,
    mail: set.SMTP_URL && set.MAIL_FROM ? { smtpUrl: set.SMTP_URL, from: set.MAIL_FROM } : undefined,
    push: pushSettings(set),
    webhookNetworks: set.WEBHOOK_NETWORKS,
    interactionsFile: set.INTERACTIONS_FILE,
    rateLimitPerSession: set.RATE_LIMIT_PER_SESSION,
    rateLimitPerMachine: set.RATE_LIMIT_PER_MACHINE,
    rateLimitPerAddress: set.RATE_LIMIT_PER_ADDRESS,
  };
}

/** The database, for commands that need nothing else: a backup is made without any key. @throws ConfigError */
export function readDatabaseUrl(env: NodeJS.ProcessEnv = process.env): string {
  const read = environment.pick({ DATABASE_URL: true }).safeParse(givenSettings(env));
  if (!read.success) throw new ConfigError(read.error.issues);
  return read.data.DATABASE_URL;
}

function wrong(name: string, message: string): ConfigError {
  return new ConfigError([{ path: [name], message }]);
}

/** What is set; an empty setting is none. */
export function givenSettings(env: NodeJS.ProcessEnv = process.env): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

const nodeEnvironment = z.object({
  CUSTODIA_DEMO: flag,
  NODE_ID: z
    .string('is missing. Example: node-1')
    .regex(/^[a-z0-9.-]{1,60}$/, 'must be a short name, such as node-1'),
  DATABASE_URL: environment.shape.DATABASE_URL,
  LEDGER_RPC_URL: environment.shape.LEDGER_RPC_URL,
  CONSENT_REGISTRY: address,
  ANCHOR_LOG: address,
  PARTY_REGISTRY: address,
  NODE_ANCHOR_KEY: privateKey.transform((text) => text as `0x${string}`),
  NODE_KEM_KEY: nodeKey,
  NODE_SIGN_KEY: nodeKey,
  NODE_HOST: z.string().default('127.0.0.1'),
  NODE_PORT: port,
  TRUSTED_PROXIES: environment.shape.TRUSTED_PROXIES,
  NODE_ANCHOR_SECONDS: count.default(60),
  NODE_HEAD_AGE: count.default(60),
  NOTICE_URL: url(/^https?:$/, 'https://custodia.example/notices').optional(),
  RATE_LIMIT_PER_ADDRESS: rate.default(200),
  LOG_FORMAT: environment.shape.LOG_FORMAT,
});

/** Every setting by its name: of the API and the worker, and of a release node. */
export const SETTINGS = { api: Object.keys(environment.shape), node: Object.keys(nodeEnvironment.shape) };

/** The settings of a release node. @throws ConfigError as `readConfig` */
export function readNodeConfig(env: NodeJS.ProcessEnv = process.env): NodeConfig {
  const settings = givenSettings(env);
  const given = { ...settings, ...storedKeys(keyFileOf(settings), settings) };
  const demoKey = demoAnchorKey(given);
  const read = nodeEnvironment.safeParse(demoKey ? { NODE_ANCHOR_KEY: demoKey, ...given } : given);
  if (!read.success) throw new ConfigError(read.error.issues);
  const set = read.data;
  if (
    !set.CUSTODIA_DEMO &&
    (DEMO_ANCHOR_KEYS as readonly string[]).includes(set.NODE_ANCHOR_KEY.toLowerCase())
  )
    throw wrong('NODE_ANCHOR_KEY', KNOWN_KEY);
  return {
    demo: set.CUSTODIA_DEMO,
    id: set.NODE_ID,
    kemKey: Buffer.from(set.NODE_KEM_KEY, 'hex'),
    signKey: Buffer.from(set.NODE_SIGN_KEY, 'hex'),
    databaseUrl: set.DATABASE_URL,
    ledgerRpcUrl: set.LEDGER_RPC_URL,
    contracts: {
      consentRegistry: set.CONSENT_REGISTRY,
      anchorLog: set.ANCHOR_LOG,
      partyRegistry: set.PARTY_REGISTRY,
    },
    anchorKey: set.NODE_ANCHOR_KEY,
    host: set.NODE_HOST,
    port: set.NODE_PORT,
    trustedProxies: set.TRUSTED_PROXIES,
    anchorSeconds: set.NODE_ANCHOR_SECONDS,
    headAge: set.NODE_HEAD_AGE,
    noticeUrl: set.NOTICE_URL,
    rateLimitPerAddress: set.RATE_LIMIT_PER_ADDRESS,
    logFormat: set.LOG_FORMAT,
  };
}
