import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import {
  aLedgerContract,
  ApiModule,
  controllersOf,
  openApiBench,
  WorkerModule,
  type ApiBench,
} from '@custodia/api/testing';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectsOf, smuggling, withOneMore } from './assignment.js';
import { operationsOf, type Operation } from './operations.js';
import { NASTY, randomFrom } from './random.js';
import { LETTERS } from './roles.js';
import { routesOf } from './routes.js';
import { aWorld, type World } from './world.js';

const SEED = 20261122;
/** Of each operation and route. */
const ROUNDS = 6;
/** Things that must never be in an answer: places in our code, other programs' words for their errors. */
const INSIDES =
  /node_modules|\.(ts|js):\d+|at \w+ \(|QueryFailedError|TypeError|RangeError|syntax error at|pg_catalog/;

/** Who calls them is gone, and nothing more is tried. */
const ENDS_SESSIONS: ReadonlySet<string> = new Set(['signOut', 'lockTerminal']);

let api: ApiBench;
let world: World;
let operations: Operation[];
beforeAll(async () => {
  api = await openApiBench({ imports: [WorkerModule] });
  await aLedgerContract(api);
  world = await aWorld(api);
  operations = operationsOf(api.get(GraphQLSchemaHost).schema).filter(
    ({ kind, name, way }) =>
      kind !== 'subscription' && !ENDS_SESSIONS.has(name) && (way === undefined || way === 'ranges'),
  );
});
afterAll(() => api?.close());

const { next, pick } = randomFrom(SEED);

/** Something of the type or nearly so; now and then something else altogether. */
function junk(type: GraphQLInputType, depth = 0): unknown {
  if (next() < 0.04) return pick<unknown>([null, [], {}, 0, '', true, [[]], { a: { b: 1 } }]);
  if (isNonNullType(type)) return junk(type.ofType, depth);
  if (next() < 0.15) return null;
  if (isListType(type))
    return Array.from({ length: Math.floor(next() * 4) }, () => junk(type.ofType, depth + 1));
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) || next() < 0.6)
        .map((field) => [
          field.name,
          field.name === 'idempotencyKey' ? `fuzz-${next()}` : junk(field.type, depth + 1),
        ]),
    );
  }
  const named = getNamedType(type);
  if (isEnumType(named)) return pick(named.getValues()).name;
  if (named.name === 'Boolean') return next() < 0.5;
  if (named.name === 'Int' || named.name === 'Float')
    return pick([0, 1, -1, 7, 2 ** 31 - 1, -(2 ** 31), 1e6]);
  const real = [
    world.thing('lot', 'M'),
    world.thing('run', 'M'),
    world.thing('shipment', 'D'),
    world.thing('container', 'P'),
    world.thing('gtin', 'M'),
    world.thing('item', 'R'),
    world.thing('site', 'P'),
    world.secrets.scan,
    '2029-06-30',
    '2026-11-22T10:00:00Z',
  ];
  return next() < 0.4 ? pick(real) : pick(NASTY);
}

// OWASP ASVS 5, 15.3.3: what a body says beside what is asked for never reaches a row.
describe('a field that nobody asked for', () => {
  const send = async (query: string, variables: object) => {
    const answer = await world.people.M.request({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables },
    });
    return answer.json<{ data?: unknown; errors?: { message: string }[] }>();
  };
  // Of one that can be said in several ways, once: its type is the same.
  const mutations = () => [
    ...new Map(
      operationsOf(api.get(GraphQLSchemaHost).schema)
        .filter(({ kind }) => kind === 'mutation')
        .map((mutation) => [mutation.name, mutation]),
    ).values(),
  ];

  test('is refused in every object of every mutation, before anything runs', async () => {
    const taken: string[] = [];
    let asked = 0;
    for (const mutation of mutations()) {
      for (const place of objectsOf(mutation)) {
        const { variables, fields } = smuggling(mutation, place);
        const { data, errors } = await send(mutation.document, variables);
        const words = (errors ?? []).map(({ message }) => message).join('\n');
        asked += fields.length;
        for (const field of fields)
          if (data !== undefined || !words.includes(field)) taken.push(`${mutation.name} ${place}: ${field}`);
      }
    }
    expect(taken).toEqual([]);
    expect(asked).toBeGreaterThan(mutations().length);
  });

  test('is refused as an argument of every mutation', async () => {
    const taken: string[] = [];
    for (const mutation of mutations()) {
      const { data, errors } = await send(withOneMore(mutation), {});
      const refused = errors?.some(({ message }) => message.startsWith('Unknown argument "smuggled"'));
      if (data !== undefined || !refused) taken.push(mutation.name);
    }
    expect(taken).toEqual([]);
  });

  test('changes no answer of a path', async () => {
    const more = {
      siteId: world.sites.D.id,
      userId: world.thing('user', 'D'),
      status: 'ACTIVE',
      smuggled: true,
    };
    const posts = routesOf(controllersOf(ApiModule)).filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(2);
    for (const { path, method } of posts) {
      const url = path.replaceAll(/:\w+/g, world.thing('case', 'P'));
      const [plain, beside] = [
        await world.people.M.request({ method, url, payload: {} }),
        await world.people.M.request({ method, url, payload: more }),
      ];
      expect([url, beside.statusCode, beside.body]).toEqual([url, plain.statusCode, plain.body]);
    }
  });
});

describe(`with seed ${SEED}`, () => {
  test('no operation fails by a fault of ours, whatever it is given', async () => {
    const faults: string[] = [];
    for (const operation of operations) {
      for (let round = 0; round < ROUNDS; round++) {
        const role = pick(LETTERS);
        const given = operation.field.args.map(({ name, type }) => [name, junk(type)] as const);
        const variables = Object.fromEntries(given);
        const answer = await world.people[role].request({
          method: 'POST',
          url: '/graphql',
          payload: { query: operation.document, variables },
        });
        if (answer.statusCode >= 500 || answer.body.includes('"INTERNAL"') || INSIDES.test(answer.body)) {
          faults.push(
            `${operation.name} as ${role} ${JSON.stringify(variables)}\n  ${answer.body.slice(0, 300)}`,
          );
        }
      }
    }
    expect(faults).toEqual([]);
    // Whoever was signed out on the way would have been turned away from all that came after.
    for (const role of LETTERS)
      expect([role, await world.people[role].ask('{ me { site { id } } }')]).toEqual([
        role,
        { me: { site: { id: world.sites[role].id } } },
      ]);
  });

  test('no path fails by a fault of ours, or leads out of its folder', async () => {
    const faults: string[] = [];
    for (const { method, path } of routesOf(controllersOf(ApiModule)).filter(
      (route) => !route.path.includes('stream'),
    )) {
      for (const nasty of NASTY) {
        const place = encodeURIComponent(nasty.replaceAll('\ud800', '?'));
        const url = path.includes(':')
          ? path.replaceAll(/:\w+/g, place)
          : `${path}?${place}=${place}&gtin=${place}&since=${place}`;
        const answer = await world.people.M.request({
          method,
          url,
          ...(method === 'POST' && { payload: nasty }),
        });
        if (answer.statusCode >= 500 || INSIDES.test(answer.body) || answer.body.includes('root:')) {
          faults.push(`${method} ${url.slice(0, 120)}: ${answer.statusCode} ${answer.body.slice(0, 200)}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test('no body fails by a fault of ours, whatever its type', async () => {
    const types = [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/xml',
      'a/b',
      '',
    ];
    const bodies = [
      ...NASTY,
      '{',
      '[]',
      '[{}]',
      'null',
      '{"query":1}',
      '{"query":"{","variables":[]}',
      '--x\r\n\r\n--x--',
    ];
    const faults: string[] = [];
    const posts = routesOf(controllersOf(ApiModule)).filter(({ method }) => method === 'POST');
    const urls = posts.map(({ path }) => path.replaceAll(/:\w+/g, world.thing('case', 'P')));
    expect(urls.length).toBeGreaterThan(2);
    for (const url of ['/graphql', ...urls]) {
      for (const type of types) {
        for (const payload of bodies) {
          const headers = type === '' ? {} : { 'content-type': type };
          const answer = await world.people.M.request({ method: 'POST', url, headers, payload });
          if (answer.statusCode >= 500 || INSIDES.test(answer.body)) {
            faults.push(
              `${url} ${type} ${JSON.stringify(payload).slice(0, 80)}: ${answer.statusCode} ${answer.body.slice(0, 200)}`,
            );
          }
        }
      }
    }
    expect(faults).toEqual([]);
  });
});
