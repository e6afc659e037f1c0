import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withinLimits } from './limits.js';

const schema = buildSchema(`
  type Query { me: Person people(first: Int = 25): PersonConnection! all: [Person!]! }
  type Person { name: String friend: Person friends: [Person!]! }
  type PersonConnection { nodes: [Person!]! }
`);
const limits = { depth: 4, aliases: 2, cost: 1_000, rootFields: 2 };
const refusals = (text: string) =>
  validate(schema, parse(text), [...specifiedRules, withinLimits(limits)]).map(({ message }) => message);

describe('an operation', () => {
  it.each([
    ['too deep', '{ me { friend { friend { friend { name } } } } }', /nested too deeply/],
    [
      'too deep through a fragment',
      '{ me { ...f } } fragment f on Person { friend { friend { friend { name } } } }',
      /nested too deeply/,
    ],
    ['renaming too much', '{ me { a: name b: name c: name } }', /other names/],
    [
      'asking for too many things',
      '{ me { name } all { name } people { nodes { name } } }',
      /too many things/,
    ],
    ['too dear by a page', '{ people(first: 100) { nodes { friends { name } } } }', /asks for too much/],
    [
      'too dear by a variable',
      'query ($n: Int) { people(first: $n) { nodes { friends { name } } } }',
      /too much/,
    ],
    [
      'too dear though a page of less than nothing pays for it',
      '{ a: people(first: -100000) { nodes { name } } people(first: 100) { nodes { friends { name } } } }',
      /asks for too much/,
    ],
    ['too dear by lists in lists', '{ all { friends { friends { name } } } }', /asks for too much/],
  ])('is refused where it is %s', (_, text, words) => {
    expect(refusals(text)).toContainEqual(expect.stringMatching(words));
  });

  it('that goes in a circle is refused without an end of its own', () => {
    expect(refusals('{ me { ...f } } fragment f on Person { friend { ...f } }')).toContainEqual(
      expect.stringMatching(/Cannot spread fragment "f" within itself/),
    );
  });

  it('whose fragments name each other twice is measured as fast as it is written', () => {
    // Spread out, these are a thousand million fields.
    const links = Array.from(
      { length: 30 },
      (_, n) => `fragment f${n} on Person { friend { ...f${n + 1} } best: friend { ...f${n + 1} } }`,
    );
    const text = `{ me { ...f0 } } ${links.join(' ')} fragment f30 on Person { name }`;
    const withLimits = [withinLimits({ ...limits, depth: 100, aliases: 1e12 })];
    expect(validate(schema, parse(text), withLimits).map(({ message }) => message)).toEqual([
      expect.stringMatching(/asks for too much/),
    ]);
  });

  it('of the usual kind passes', () => {
    expect(refusals('{ me { name friend { name } } people { nodes { name friends { name } } } }')).toEqual(
      [],
    );
  });
});
