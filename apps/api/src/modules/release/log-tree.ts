import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  nodeHash,
  subtreesOf,
  type Hash,
  type LeafRange,
} from '@custodia/merkle';
import { fromHex, toHex, type Hex } from '@custodia/ledger';
import type { Sql } from './sql.js';

interface State {
  readonly size: number;
  /** At each level the root of a complete subtree that waits for its right neighbour, or nothing. */
  readonly frontier: readonly string[];
}

/** The tree of a node's log (RFC 9162), kept as the roots of its complete subtrees. */

/** Puts a leaf at the end; holds the tree until the transaction ends. @returns its place */
export async function appendLeaf(sql: Sql, leaf: Hash): Promise<number> {
  const [state] = await sql<State>('SELECT size, frontier FROM log_state FOR UPDATE');
  if (!state) throw new Error('The log has no beginning');
  const frontier = [...state.frontier];
  const made = [leaf];
  for (let level = 0; ; level++) {
    const hash = made.at(-1)!;
    const left = frontier[level];
    if (!left) {
      frontier[level] = toHex(hash);
      break;
    }
    frontier[level] = '';
    made.push(nodeHash(fromHex(left as Hex), hash));
  }
  const levels = made.map((_, level) => level);
  const places = levels.map((level) => Math.floor(state.size / 2 ** level));
  await sql(
    `INSERT INTO log_node (level, index, hash)
     SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [levels, places, made.map((hash) => Buffer.from(hash))],
  );
  await sql('UPDATE log_state SET size = $1, frontier = $2', [
    state.size + 1,
    frontier.map((hash) => hash ?? ''),
  ]);
  return state.size;
}

/** Size and root of the tree as it is. */
export async function treeNow(sql: Sql): Promise<{ readonly size: number; readonly root: Hash }> {
  const [state] = await sql<State>('SELECT size, frontier FROM log_state');
  let root: Hash | undefined;
  for (const left of state?.frontier ?? [])
    if (left) root = root ? nodeHash(fromHex(left as Hex), root) : fromHex(left as Hex);
  return { size: state?.size ?? 0, root: root ?? emptyRoot() };
}

/** Proofs of places in the tree of some size, all of them with one question to the database. */
export async function inclusionPaths(sql: Sql, size: number, places: readonly number[]): Promise<Hash[][]> {
  const ranges = places.map((place) => inclusionRanges(size, place));
  const rootAt = await rootsOf(sql, ranges.flat());
  return ranges.map((path) => path.map(rootAt));
}

/** The proof that an earlier size is a beginning of this one. */
export async function consistencyProof(sql: Sql, size: number, oldSize: number): Promise<Hash[]> {
  if (oldSize < 1 || oldSize > size) return [];
  const ranges = consistencyRanges(size, oldSize);
  return ranges.map(await rootsOf(sql, ranges));
}

async function rootsOf(sql: Sql, ranges: readonly LeafRange[]): Promise<(range: LeafRange) => Hash> {
  const subtrees = new Map(
    ranges.flatMap(subtreesOf).map((one) => [`${one.level}/${one.index}`, one] as const),
  );
  const wanted = [...subtrees.values()];
  const found = await sql<{ level: number; index: number; hash: Buffer }>(
    `SELECT level, index, hash FROM log_node
     JOIN unnest($1::smallint[], $2::bigint[]) AS wanted (level, index) USING (level, index)`,
    [wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
  const byPlace = new Map<string, Hash>(
    found.map(({ level, index, hash }) => [`${level}/${index}`, new Uint8Array(hash)]),
  );
  return (range) =>
    subtreesOf(range)
      .map(({ level, index }) => {
        const hash = byPlace.get(`${level}/${index}`);
        if (!hash) throw new Error(`The log lacks the subtree ${level}/${index}`);
        return hash;
      })
      .reduceRight((right, left) => nodeHash(left, right));
}
