import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '../../config.js';

/** Two groups of substances that should not come together. */
export interface InteractionPair {
  readonly id: string;
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** What interacts with what, by the names of substances. */
export interface InteractionList {
  readonly name: string;
  readonly version: string;
  /** It only shows how it works, and is no clinical advice. */
  readonly demonstration: boolean;
  readonly pairs: readonly InteractionPair[];
}

const SETTING = 'INTERACTIONS_FILE';
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_PAIRS = 5_000;
const MOST_NAMES = 1_000;

const text = (words: string) => z.string(words).trim().min(1, words).max(200, words);
const NAMES = `must be a list of 1 to ${MOST_NAMES} names of substances`;
const names = z.array(text('must be the name of a substance'), NAMES).min(1, NAMES).max(MOST_NAMES, NAMES);
const PAIRS = `must be a list of 1 to ${MOST_PAIRS} pairs`;
const pair = z.strictObject(
  { id: text('must be a name of its own'), one: names, other: names },
  'must hold id, one and other, and nothing else',
);
const list = z.strictObject(
  {
    name: text('must say whose data it is'),
    version: text('must be the version of the data, as text'),
    demonstration: z.boolean('must be true or false').default(false),
    pairs: z
      .array(pair, PAIRS)
      .min(1, PAIRS)
      .max(MOST_PAIRS, PAIRS)
      .refine(
        (pairs) => new Set(pairs.map(({ id }) => id)).size === pairs.length,
        'must each have an id of their own',
      ),
  },
  'must hold name, version, demonstration and pairs, and nothing else',
);

/** So many faults are told at once. */
const MOST_FAULTS = 10;

/** @throws ConfigError naming what is wrong with the file, never where it lies. */
export function readInteractions(path: string): InteractionList {
  const read = list.safeParse(parsed(contentOf(path)));
  if (read.success) return read.data;
  throw new ConfigError(
    read.error.issues
      .slice(0, MOST_FAULTS)
      .map(({ path: at, message }) => ({ path: [[SETTING, ...at].join('.')], message })),
  );
}

function contentOf(path: string): string {
  try {
    if (statSync(path).size > MOST_BYTES) throw wrong('names a file of more than 2 MiB');
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw wrong('names a file that cannot be read');
  }
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw wrong('names a file that is not JSON');
  }
}

function wrong(message: string): ConfigError {
  return new ConfigError([{ path: [SETTING], message }]);
}
