import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors/index.js';
import { Lane } from './lane.js';

const RULES = { keysOf: (text: string) => [text[0]!], mostTogether: 3, groupsAtOnce: 1 };
const together = <A>(promises: Promise<A>[]) => Promise.allSettled(promises);

describe('a lane', () => {
  it('sends together what waits together, as many as may, in order', async () => {
    const groups: string[][] = [];
    const lane = new Lane<string, string>(RULES, async (group) => {
      groups.push([...group]);
      return group.map((text) => text.toUpperCase());
    });
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => lane.travel(text)));
    expect(answers).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(groups).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('keeps apart, and in order, what shares a key; also over groups at once', async () => {
    const groups: string[][] = [];
    const open = new Set<string>();
    const lane = new Lane<string, string>({ ...RULES, groupsAtOnce: 2 }, async (group) => {
      groups.push([...group]);
      for (const [key] of group) {
        expect(open.has(key!)).toBe(false);
        open.add(key!);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const [key] of group) open.delete(key!);
      return group;
    });
    const sent = ['a1', 'a2', 'b1', 'a3', 'b2', 'c1', 'd1'];
    await Promise.all(sent.map((text) => lane.travel(text)));
    const order = groups.flat();
    expect([...order].sort()).toEqual([...sent].sort());
    expect(order.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(order.filter((text) => text.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  it('lets nobody fail for another: a group that fails travels again, one by one', async () => {
    const lane = new Lane<string, string>(RULES, async (group) => {
      if (group.includes('b')) throw new Error('b is broken');
      return group;
    });
    const answers = await together(['a', 'b', 'c'].map((text) => lane.travel(text)));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses one of a group without the others, and goes on afterwards', async () => {
    const lane = new Lane<string, string>(RULES, async (group) =>
      group.map((text) => (text === 'b' ? new DomainError('BAD_INPUT', 'no b') : text)),
    );
    const answers = await together(['a', 'b', 'c'].map((text) => lane.travel(text)));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await lane.travel('b1')).toBe('b1');
  });
});
