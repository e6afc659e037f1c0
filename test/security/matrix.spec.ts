import {
  aLedgerContract,
  aMachine,
  openApiBench,
  WorkerModule,
  type ApiBench,
  type Browser,
} from '@custodia/api/testing';
import { scopesAt } from '@custodia/access';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIRECTORIES } from './id-kinds.js';
import type { Answer, Naming } from './asking.js';
import { doorsOf, type Door } from './doors.js';
import { EXPECTED, type Expected } from './expected.js';
import { NOT_FOR_MACHINES } from './not-for-machines.js';
import { LETTERS, ROLES, type Letter } from './roles.js';
import { BEFORE_SECOND_FACTOR } from './second-factor.js';
import { aWorld, KINDS, type World } from './world.js';

let api: ApiBench;
let here: World;
let there: World;
let doors: Map<string, Door>;
/** With every scope that the site can give. */
const machines = new Map<Letter, Browser>();
/** With none. */
const idle = new Map<Letter, Browser>();
beforeAll(async () => {
  api = await openApiBench({ imports: [WorkerModule] });
  await aLedgerContract(api);
  here = await aWorld(api);
  there = await aWorld(api);
  for (const letter of LETTERS) {
    machines.set(letter, await aMachine(api, here.sites[letter], scopesAt([ROLES[letter]])));
    idle.set(letter, await aMachine(api, here.sites[letter], []));
  }
  doors = new Map(doorsOf(api).map((door) => [door.name, door]));
});
afterAll(() => api?.close());

const rows = [...EXPECTED].map(([name, expected]) => ({ name, ...expected }));
/** Whoever signs out, or locks the terminal, is gone: their colleagues do it. */
const ENDS_SESSIONS: ReadonlySet<string> = new Set(['mutation signOut', 'mutation lockTerminal']);
const personAt = (letter: Letter, name: string): Browser =>
  (ENDS_SESSIONS.has(name) ? here.colleagues : here.people)[letter];

const put = (door: Door, role: Letter, owner: Naming['owner'], only?: string): Promise<Answer> =>
  door.ask(personAt(role, door.name), role, { base: here, owner, ...(only !== undefined && { only }) });

test('every door has a line in the table, and every line a door', () => {
  expect([...EXPECTED.keys()].sort()).toEqual([...doors.keys()].sort());
});

test('what no machine may has a line in the table', () => {
  expect([...NOT_FOR_MACHINES].filter((name) => !EXPECTED.has(name))).toEqual([]);
});

const askedBy = (browser: Browser, door: Door, role: Letter, owner: Naming['owner']): Promise<Answer> =>
  door.ask(browser, role, { base: here, owner });

describe.each(rows)('$name', ({ name, letters, stranger, duty }) => {
  test('opens to the roles of the table, for what is theirs', async () => {
    const door = doors.get(name)!;
    const seen: Record<string, string> = {};
    for (const role of LETTERS) seen[role] = await letterOf(door, role);
    expect(seen).toEqual(letters);
  });

  test('says of no id whether it is another’s or nobody’s', async () => {
    const door = doors.get(name)!;
    const told: string[] = [];
    for (const role of LETTERS.filter((letter) => letters[letter] !== '-' && letter !== 'G')) {
      for (const path of door.idPaths) {
        const others = await put(door, role, there, path);
        const nobodys = await put(door, role, 'nobody', path);
        if (others.likeness !== nobodys.likeness) {
          told.push(`${role} ${path}\n  ${others.likeness}\n  ${nobodys.likeness}`);
        }
      }
    }
    expect(told).toEqual([]);
  });

  test(stranger === 'open' ? 'is open to strangers' : 'asks strangers to sign in', async () => {
    const { code } = await doors.get(name)!.ask(api.browser(), 'M', { base: here, owner: here });
    expect(code === 'UNAUTHENTICATED').toBe(stranger === 'in');
  });

  if (duty) {
    test('is refused to people without the duty', async () => {
      for (const role of LETTERS) {
        const { code } = await doors.get(name)!.ask(here.colleagues[role], role, { base: here, owner: here });
        expect([role, code]).toEqual([role, 'FORBIDDEN']);
      }
    });
  }
});

// After the people: what a machine has done cannot be done again. Rows are reached through the actor, as theirs are.
describe.each(rows)('$name', ({ name, letters, duty }) => {
  const never = duty || NOT_FOR_MACHINES.has(name);
  test(never ? 'is for no machine' : 'is for machines with the scope, and for no other', async () => {
    const door = doors.get(name)!;
    for (const role of LETTERS) {
      const own = await askedBy(machines.get(role)!, door, role, here);
      const refused = never || letters[role] === '-';
      expect([role, own.code === 'FORBIDDEN', own.body]).toEqual([role, refused, own.body]);
      const { code } = await askedBy(idle.get(role)!, door, role, here);
      expect([role, code]).toEqual([role, 'FORBIDDEN']);
    }
  });
});

/** The setting of a node that is no demo. */
describe('who is trusted with duties and has yet to show a second factor', () => {
  beforeAll(() => void Object.assign(api.config, { secondFactorRequired: true }));
  afterAll(() => void Object.assign(api.config, { secondFactorRequired: false }));

  test.each(rows.filter(({ name }) => !ENDS_SESSIONS.has(name)))('$name', async ({ name, stranger }) => {
    const refused = stranger === 'in' && !BEFORE_SECOND_FACTOR.has(name);
    for (const role of LETTERS) {
      const { code } = await put(doors.get(name)!, role, here);
      expect([role, code === 'SECOND_FACTOR_NEEDED']).toEqual([role, refused]);
    }
  });
});

describe('the people of a suspended site', () => {
  beforeAll(() =>
    api.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = ANY($1)`, [
      LETTERS.flatMap((letter) => here.sites[letter].partyIds),
    ]),
  );

  test.each(rows)('$suspended: $name', async ({ name, letters, suspended }: Expected & { name: string }) => {
    const codes: Record<string, string | undefined> = {};
    for (const role of LETTERS) {
      const { code } = await put(doors.get(name)!, role, here);
      codes[role] = code === 'PARTY_NOT_ACTIVE' ? 'stops' : code === 'FORBIDDEN' ? '-' : 'reads';
    }
    const asked = LETTERS.map((role) => [role, letters[role] === '-' ? '-' : suspended]);
    expect(codes).toEqual(Object.fromEntries(asked));
  });

  test.each(rows)(
    'are not stood in for by a machine: $name',
    async ({ name }: Expected & { name: string }) => {
      for (const role of LETTERS) {
        const { code } = await askedBy(machines.get(role)!, doors.get(name)!, role, here);
        expect([role, code]).toEqual([role, 'PARTY_NOT_ACTIVE']);
      }
    },
  );
});

async function letterOf(door: Door, role: Letter): Promise<string> {
  const own = await put(door, role, here);
  expect(own.code ?? '', `${door.name} as ${role}: ${own.body}`).not.toMatch(
    /INTERNAL|USER_INPUT|VALIDATION/,
  );
  if (own.code === 'FORBIDDEN') return '-';
  if (!door.names) return mentions(own, there) ? 'a' : mentions(own, here) ? 'o' : '.';
  const others = await put(door, role, there);
  const nobodys = await put(door, role, 'nobody');
  if (others.likeness !== nobodys.likeness) return 'a';
  return own.likeness === nobodys.likeness ? '.' : 'o';
}

/** Whether an answer speaks of a thing of that world that is no entry of a directory. */
function mentions({ body }: Answer, world: World): boolean {
  const kinds = KINDS.filter((kind) => ![...DIRECTORIES, 'gtin', 'user', 'workplace'].includes(kind));
  return kinds.some((kind) => LETTERS.some((letter) => body.includes(world.thing(kind, letter))));
}
