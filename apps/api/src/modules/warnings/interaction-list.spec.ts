import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readInteractions } from './interaction-list.js';
import { SHIPPED_INTERACTIONS } from './shipped-interactions.js';

const folder = mkdtempSync(join(tmpdir(), 'interactions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const PAIR = { id: 'a', one: ['simvastatin'], other: ['clarithromycin'] };
const LIST = { name: 'Hospital formulary', version: '7', pairs: [PAIR] };
function read(content: unknown) {
  const path = join(folder, 'list.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readInteractions(path);
}

describe('the data that warns of interactions', () => {
  it('is read from a file of the documented shape, which is no demonstration unless it says so', () => {
    expect(read(LIST)).toEqual({ ...LIST, demonstration: false });
    expect(read({ ...LIST, demonstration: true }).demonstration).toBe(true);
    expect(read({ ...LIST, pairs: [{ ...PAIR, one: [' simvastatin '] }] }).pairs[0]!.one).toEqual([
      'simvastatin',
    ]);
  });

  it.each([
    ['{', 'INTERACTIONS_FILE names a file that is not JSON'],
    [[], 'INTERACTIONS_FILE must hold name, version, demonstration and pairs, and nothing else'],
    [{ ...LIST, more: 1 }, 'INTERACTIONS_FILE must hold name, version, demonstration and pairs'],
    [{ ...LIST, name: ' ' }, 'INTERACTIONS_FILE.name must say whose data it is'],
    [{ ...LIST, version: 7 }, 'INTERACTIONS_FILE.version must be the version of the data, as text'],
    [{ ...LIST, demonstration: 'no' }, 'INTERACTIONS_FILE.demonstration must be true or false'],
    [{ ...LIST, pairs: [] }, 'INTERACTIONS_FILE.pairs must be a list of 1 to 5000 pairs'],
    [{ ...LIST, pairs: [PAIR, PAIR] }, 'INTERACTIONS_FILE.pairs must each have an id of their own'],
    [{ ...LIST, pairs: [PAIR, 1] }, 'INTERACTIONS_FILE.pairs.1 must hold id, one and other'],
    [{ ...LIST, pairs: [{ ...PAIR, id: '' }] }, 'INTERACTIONS_FILE.pairs.0.id must be a name of its own'],
    [{ ...LIST, pairs: [{ ...PAIR, one: [] }] }, 'INTERACTIONS_FILE.pairs.0.one must be a list of 1 to 1000'],
    [{ ...LIST, pairs: [{ id: 'a', one: ['x'] }] }, 'INTERACTIONS_FILE.pairs.0.other must be a list'],
    [
      { ...LIST, pairs: [{ ...PAIR, other: ['x', 3] }] },
      'INTERACTIONS_FILE.pairs.0.other.1 must be the name of a substance',
    ],
  ])('stops the start, saying what is wrong and not where it lies: %j', (content, words) => {
    const said = (() => {
      try {
        return String(read(content));
      } catch (error) {
        return String(error);
      }
    })();
    expect(said).toContain(words);
    expect(said).not.toContain(folder);
    expect(said).not.toMatch(/invalid|expected|received/i);
  });

  it('stops the start where the file is too large, or there is none', () => {
    expect(() => read(' '.repeat(2 * 1024 * 1024 + 1))).toThrow(
      'INTERACTIONS_FILE names a file of more than 2 MiB',
    );
    expect(() => readInteractions(join(folder, 'none.json'))).toThrow(
      'INTERACTIONS_FILE names a file that cannot be read',
    );
  });

  it('is, as shipped, the fifteen pairs, labelled as a demonstration, in the documented shape', () => {
    expect(SHIPPED_INTERACTIONS.demonstration).toBe(true);
    expect(SHIPPED_INTERACTIONS.pairs).toHaveLength(15);
    expect(read(SHIPPED_INTERACTIONS)).toEqual(SHIPPED_INTERACTIONS);
    for (const { one, other } of SHIPPED_INTERACTIONS.pairs)
      // A pair of one class with itself, such as two that prolong the QT interval, needs two of them.
      expect(new Set([...one, ...other]).size).toBeGreaterThan(1);
  });
});
