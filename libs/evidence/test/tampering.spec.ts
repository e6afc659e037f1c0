import { canonicalText, evidenceHash, type EvidenceBundle, type EvidenceValue } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotABundle, readBundle, verifyEvidence } from '../src/index.js';
import { RememberingRpc, Stage, textOf } from './stage.js';

let stage: Stage;
let bundle: EvidenceBundle;
/** While nothing happens on the chain. */
let still: RememberingRpc;

beforeAll(async () => {
  stage = await Stage.open();
  bundle = await stage.anchoredBundle();
  still = new RememberingRpc(stage.url);
});
afterAll(() => stage.stop());

type Path = readonly (string | number)[];
type Node = EvidenceValue | undefined;

const failures = async (changed: unknown, rpc = stage.rpc): Promise<string[]> => {
  try {
    const { checks } = await verifyEvidence(readBundle(textOf(changed)), rpc, Object.values(stage.contracts));
    return checks.filter(({ holds }) => !holds).map(({ says }) => says);
  } catch (error) {
    if (error instanceof NotABundle) return [error.message];
    throw error;
  }
};

function leaves(value: Node, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner as Node, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A copy with something else at a place. */
function withChange(path: Path, change: (value: Node) => Node): EvidenceBundle {
  const copy = structuredClone(bundle) as unknown as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as typeof at;
  const last = path.at(-1)!;
  const value = change(at[last] as Node);
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(last as number, 1);
  else Reflect.deleteProperty(at, last);
  return copy as unknown as EvidenceBundle;
}

/** Another value of the same kind: as little changed as can be. */
function other(value: Node): Node {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 'x';
  const text = value as string;
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}

/** What a forger would do: make the hashes fit again. */
function rehashed(changed: EvidenceBundle): EvidenceBundle {
  const alerts = changed.alerts.map((alert) => ({ ...alert, hash: evidenceHash(alert) }));
  const whole = { ...changed, alerts };
  return { ...whole, hash: evidenceHash(whole) };
}

describe('an intact bundle', () => {
  it('holds, against the node and the contracts that the reader trusts', async () => {
    expect(await failures(bundle)).toEqual([]);
    const report = await verifyEvidence(bundle, stage.rpc);
    expect(report).toMatchObject({ holds: true, confirmed: false });
    expect(report.checks.length).toBeGreaterThan(40);
  });
});

describe('a bundle in which one value is another', () => {
  it('does not hold, whichever it is', async () => {
    const paths = leaves(bundle as unknown as EvidenceValue);
    expect(paths.length).toBeGreaterThan(140);
    for (const path of paths)
      expect(await failures(withChange(path, other), still), path.join('.')).not.toEqual([]);
  });

  it('does not hold either when its hashes are made to fit', async () => {
    for (const path of leaves(bundle as unknown as EvidenceValue)) {
      if (path.at(-1) === 'hash' && path[0] !== 'transactions') continue;
      const forged = rehashed(withChange(path, other));
      expect(await failures(forged, still), path.join('.')).not.toEqual([]);
    }
  });

  it('is found out by the ledger itself, even if the regulator anchored the forgery', async () => {
    const ofLedger = leaves(bundle as unknown as EvidenceValue).filter(([first]) =>
      ['transactions', 'lots', 'packs'].includes(first as string),
    );
    for (const path of ofLedger) {
      const forged = rehashed(withChange(path, other));
      const found = await failures(forged, still);
      expect(
        found.filter((says) => !says.includes('anchored') && !says.includes('regulator of')),
        path.join('.'),
      ).not.toEqual([]);
    }
  });
});

describe('a bundle of which parts are missing, or stand elsewhere', () => {
  const lists: Path[] = [
    ['alerts'],
    ['lots'],
    ['packs'],
    ['packs', 0, 'path'],
    ['transactions'],
    ['transactions', 3, 'events'],
    ['transactions', 1, 'events', 0, 'topics'],
    ['alerts', 0, 'facts', 'places'],
  ];
  const listAt = (path: Path) =>
    path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], bundle) as unknown[];

  it('does not hold without any of its members', async () => {
    for (const key of Object.keys(bundle))
      expect(
        await failures(
          withChange([key], () => undefined),
          still,
        ),
        key,
      ).not.toEqual([]);
    for (const path of lists)
      for (const index of listAt(path).keys()) {
        const forged = rehashed(withChange([...path, index], () => undefined));
        expect(await failures(forged, still), [...path, index].join('.')).not.toEqual([]);
      }
  });

  it('does not hold in another order', async () => {
    for (const path of lists.filter((one) => listAt(one).length > 1)) {
      const forged = rehashed(withChange(path, (list) => [...(list as EvidenceValue[])].reverse()));
      expect(await failures(forged, still), path.join('.')).not.toEqual([]);
    }
  });

  it('does not hold with a part twice, or one that does not belong there', async () => {
    for (const path of lists) {
      const forged = rehashed(
        withChange(path, (list) => [...(list as EvidenceValue[]), (list as EvidenceValue[]).at(-1)!]),
      );
      expect(await failures(forged, still), path.join('.')).not.toEqual([]);
    }
    expect(await failures(rehashed({ ...bundle, note: 'x' } as EvidenceBundle), still)).not.toEqual([]);
  });
});

describe('a file', () => {
  it('is another one with a byte more, or with a member twice', () => {
    const text = textOf(bundle);
    expect(readBundle(`${text}\n`)).toEqual(bundle);
    const twice = text.replace('"madeAt":', '"madeAt":"x","madeAt":');
    for (const changed of [` ${text}`, text.replace(',', ', '), `${text}\n\n`, twice, text.slice(0, -1), ''])
      expect(() => readBundle(changed), changed.slice(0, 20)).toThrow(NotABundle);
  });

  it('that is no bundle says so', () => {
    for (const text of ['[]', 'null', '{}', '"x"', canonicalText({ ...bundle, format: 'other/1' } as never)])
      expect(() => readBundle(text)).toThrow(NotABundle);
  });
});

describe('an anchor', () => {
  it('of somebody who is no regulator does not count', async () => {
    const made = await stage.bundle();
    const own = { ...made, anchor: { ...made.anchor, party: 2 } };
    const forged = { ...own, hash: evidenceHash(own) };
    await stage.anchor(forged, 0, 2);
    expect(await failures(forged)).toEqual(['party 2 is a regulator of this consortium']);
  });

  it('of another hash under the same operation id does not count, nor does it harm', async () => {
    const made = await stage.bundle();
    await stage.anchor({ ...made, hash: bundle.hash });
    expect(await failures(made)).toHaveLength(2);
    await stage.anchor(made);
    expect(await failures(made)).toEqual([]);
  });
});

describe('a consortium of the forger’s own', () => {
  it('is not that of the reader', async () => {
    const foreign = await Stage.open();
    try {
      const theirs = await foreign.anchoredBundle();
      const { holds } = await verifyEvidence(theirs, stage.rpc);
      expect(holds).toBe(false);
      const named = await verifyEvidence(theirs, foreign.rpc, [`0x${'11'.repeat(20)}`]);
      expect(named.checks.filter((check) => !check.holds).map(({ says }) => says)).toHaveLength(4);
    } finally {
      await foreign.stop();
    }
  });
});
