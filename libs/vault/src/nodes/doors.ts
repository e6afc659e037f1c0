import { canonicalBytes, type Json } from '../canonical.js';
import { NODES_NEEDED } from '../gate.js';

/** Where a node answers: an address, or a path of the page's own origin. */
export interface NodeDoor {
  readonly url: string;
}

/** What one node answered instead of what it was asked. */
export interface NodeFailure {
  readonly code: string;
  readonly message: string;
  /** Further fields of the answer. */
  readonly answer: { readonly [key: string]: Json };
}

/** Too few nodes did what they were asked. */
export class NodesError extends Error {
  override readonly name = 'NodesError';

  constructor(
    /** What the nodes said, where they said the same; else that too few answered. */
    readonly code: string,
    message: string,
    readonly failures: readonly NodeFailure[],
  ) {
    super(message);
  }
}

/** One node's answer, or why there is none. */
export type NodeAnswer<T> =
  | { readonly ok: true; readonly value: T; readonly door: number }
  | { readonly ok: false; readonly failure: NodeFailure; readonly door: number };

const TIMEOUT_MS = 30_000;

/** Asks one node. A node that cannot be reached is an answer, too: the others may do. */
export async function ask(
  { url }: NodeDoor,
  path: string,
  body?: Uint8Array,
): Promise<{ readonly ok: boolean; readonly json: Json }> {
  let response: Response;
  try {
    response = await fetch(`${url}/v1${path}`, {
      ...(body && { method: 'POST', body: new Uint8Array(body) }),
      ...(body && { headers: { 'content-type': 'application/json' } }),
      // Nobody is signed in at a node: what is asked is signed instead.
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { ok: response.ok, json: (await response.json()) as Json };
  } catch {
    return { ok: false, json: { code: 'NODE_UNREACHABLE', message: 'This node does not answer.' } };
  }
}

/** Asks every node, each in its own words. @param question path and body for one; `undefined` leaves it out */
export function askAll<T>(
  doors: readonly NodeDoor[],
  question: (door: number) => Promise<{ readonly path: string; readonly body?: Uint8Array }>,
  read: (json: Json, door: number) => T | Promise<T>,
): Promise<NodeAnswer<T>[]> {
  return Promise.all(
    doors.map(async (each, door): Promise<NodeAnswer<T>> => {
      const { path, body } = await question(door);
      const { ok, json } = await ask(each, path, body);
      if (!ok) return { ok: false, failure: failureOf(json), door };
      try {
        return { ok: true, value: await read(json, door), door };
      } catch {
        const failure = {
          code: 'NODE_UNREADABLE',
          message: 'This node answers what cannot be read.',
          answer: {},
        };
        return { ok: false, failure, door };
      }
    }),
  );
}

/** The answers of those that did it. @throws NodesError where they are too few */
export function enough<T>(answers: readonly NodeAnswer<T>[], needed = NODES_NEEDED): T[] {
  const done = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  if (done.length >= needed) return done;
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure]));
  const same = failures.find(
    ({ code }) => failures.filter((other) => other.code === code).length > answers.length - needed,
  );
  throw new NodesError(
    same?.code ?? 'TOO_FEW_NODES',
    same?.message ?? `It takes ${needed} release nodes; ${done.length} answered. Try again in a minute.`,
    failures,
  );
}

/** A body of this JSON. */
export function bodyOf(json: Json): Uint8Array {
  return canonicalBytes(json);
}

function failureOf(json: Json): NodeFailure {
  const { code, message, ...answer } = (
    typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {}
  ) as { readonly [key: string]: Json };
  return {
    code: typeof code === 'string' ? code : 'NODE_UNREADABLE',
    message: typeof message === 'string' ? message : 'This node answers what cannot be read.',
    answer,
  };
}
