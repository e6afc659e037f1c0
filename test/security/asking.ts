import { randomUUID } from 'node:crypto';
import type { Browser } from '@custodia/api/testing';
import { DIRECTORIES, kindAt } from './id-kinds.js';
import { variablesFor, type Operation, type Say } from './operations.js';
import type { Letter } from './roles.js';
import { missing, secretsOfNobody, type Kind, type World } from './world.js';

/** Whose things are named: those of a world, or nobody's. */
export type Owner = World | 'nobody';

export interface Answer {
  /** The code of the refusal, where it was refused. */
  readonly code: string | undefined;
  readonly body: string;
  /** The body without what differs between any two answers: the ids that were named, and times. */
  readonly likeness: string;
}

/** Things named in an operation: `base`'s, but `owner`'s at all places, or at this one. */
export interface Naming {
  readonly base: World;
  readonly owner: Owner;
  readonly only?: string;
}

export async function askOperation(
  browser: Browser,
  operation: Operation,
  role: Letter,
  naming: Naming,
): Promise<Answer> {
  const variables = variablesFor(operation, sayer(operation, role, naming));
  const { data, errors } = await browser.graphql(operation.document, variables);
  const body = JSON.stringify({
    data,
    errors: errors?.map(({ message, extensions }) => ({ message, extensions })),
  });
  return { code: errors?.[0]?.extensions.code, body, likeness: likeness(body, variables) };
}

function sayer(operation: Operation, role: Letter, { base, owner, only }: Naming): Say {
  const secrets =
    only !== undefined ? base.secrets : owner === 'nobody' ? secretsOfNobody(base) : owner.secrets;
  const values = valuesOf(operation.name, role, secrets);
  return (path) => {
    if (operation.leftOut.includes(path)) return undefined;
    if (path in values) return values[path];
    if (!operation.idPaths.includes(path)) return values[lastWord(path)];
    const kind = kindAt(operation.name, path);
    if (kind === undefined || kind === 'new') return undefined;
    const whose = DIRECTORIES.includes(kind) || (only !== undefined && only !== path) ? base : owner;
    return idOf(whose, kind === 'product' && /gtin$/i.test(path) ? 'gtin' : kind, role);
  };
}

/** The id of a thing, seen from a role: its own where it has one. */
export function idOf(owner: Owner, kind: Kind, role: Letter): string {
  if (owner === 'nobody') return missing(kind);
  // A site is named to have to do with it: a neighbour.
  return owner.thing(kind, kind === 'site' ? (role === 'P' ? 'D' : 'P') : role);
}

export function lastWord(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** A unit that the role holds. */
const HELD: Partial<Record<Letter, number>> = { M: 40, D: 25, P: 14, X: 12 };

function valuesOf(operation: string, role: Letter, secrets: World['secrets']): Record<string, unknown> {
  const values: Record<string, unknown> = {
    ...secrets,
    idempotencyKey: randomUUID(),
    data: secrets.scan,
    basis: 'E_PRESCRIPTION',
    class: 'II',
    country: 'DE',
    market: 'EU',
    direction: role === 'X' ? 'INBOUND' : 'OUTBOUND',
    from: HELD[role] ?? 0,
    to: (HELD[role] ?? 0) + 1,
    upTo: 30,
    quantity: 10,
  };
  if (operation === 'askInCase' || operation === 'askInCases') values['to'] = 'MAKER';
  if (operation === 'verify') delete values['scan'];
  if (operation === 'decommission') {
    delete values['scan'];
    // The only kinds that are the regulator's, too, are the lock and its end.
    values['kind'] = 'LOCK';
  }
  if (operation === 'changeDuties') values['duties'] = [];
  if (operation === 'trace') values['lot'] = secrets.lotNumber;
  return values;
}

function likeness(body: string, named: unknown): string {
  let text = body;
  for (const value of flat(named).filter((one) => one.length > 7)) text = text.replaceAll(value, '#');
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '#')
    .replaceAll(/\d+ seconds|"retryAfterSeconds":\d+/g, '#');
}

function flat(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(flat);
  return [String(value)];
}
