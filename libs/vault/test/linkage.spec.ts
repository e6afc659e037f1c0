import { expect, it } from 'vitest';
import { FEATURES, FIELDS, grantsIn, randomFrom, traceOf, type Weakness } from './linkage.js';

const PATIENTS = 50;
const VISITS = 6;

interface Pair {
  readonly features: readonly number[];
  /** Of one patient, whose number it is; of two, nobody's. */
  readonly of: number | undefined;
}

/** Pairs of grants of some of the patients, as they stand on the ledger. */
async function pairsOf(weakness: Weakness): Promise<readonly (readonly Pair[])[]> {
  const trace = await traceOf(PATIENTS, VISITS, weakness);
  const grants = grantsIn(trace).map((grant, i) => ({ grant, patient: trace.grants[i]!.patient }));
  const halves: Pair[][] = [[], []];
  for (const [i, a] of grants.entries())
    for (const b of grants.slice(i + 1)) {
      // Who learnt from some patients is tried on others.
      if (a.patient % 2 !== b.patient % 2) continue;
      const features = FEATURES.map((feature) => feature(a.grant, b.grant));
      halves[a.patient % 2]!.push({ features, of: a.patient === b.patient ? a.patient : undefined });
    }
  return halves;
}

/** Logistic regression by gradient descent over standardised features, both kinds weighing the same. */
function learnt(pairs: readonly Pair[]): (features: readonly number[]) => number {
  const columns = FEATURES.map((_, i) => pairs.map(({ features }) => features[i]!));
  const means = columns.map((column) => column.reduce((sum, one) => sum + one, 0) / column.length);
  const spreads = columns.map((column, i) => {
    const variance = column.reduce((sum, one) => sum + (one - means[i]!) ** 2, 0) / column.length;
    return Math.sqrt(variance) || 1;
  });
  const scaled = (features: readonly number[]) => features.map((one, i) => (one - means[i]!) / spreads[i]!);
  const rows = pairs.map(({ features, of }) => ({ x: scaled(features), y: of === undefined ? 0 : 1 }));
  const ones = rows.filter(({ y }) => y === 1).length;
  const weightOf = (y: number) => (y === 1 ? 0.5 / ones : 0.5 / (rows.length - ones));
  const weights = FEATURES.map(() => 0);
  let bias = 0;
  const score = (x: readonly number[]) => x.reduce((sum, one, i) => sum + one * weights[i]!, bias);
  for (let step = 0; step < 100; step++) {
    const gradient = FEATURES.map(() => 0);
    let shift = 0;
    for (const { x, y } of rows) {
      const error = (1 / (1 + Math.exp(-score(x))) - y) * weightOf(y);
      x.forEach((one, i) => (gradient[i]! += error * one));
      shift += error;
    }
    gradient.forEach((one, i) => (weights[i]! -= 2 * one));
    bias -= 2 * shift;
  }
  return (features) => score(scaled(features));
}

/** How often a pair of one patient ranks above a pair of two, by patient: their mean is the area under the curve. */
function ranksOf(pairs: readonly Pair[], score: (features: readonly number[]) => number): number[] {
  const others = pairs.flatMap(({ of, features }) => (of === undefined ? [score(features)] : []));
  others.sort((a, b) => a - b);
  const byPatient = new Map<number, number[]>();
  for (const { of, features } of pairs) {
    if (of === undefined) continue;
    const own = score(features);
    const below = lowerBound(others, own);
    const equal = lowerBound(others, own, true) - below;
    byPatient.set(of, [...(byPatient.get(of) ?? []), (below + equal / 2) / others.length]);
  }
  return [...byPatient.values()].map((ranks) => ranks.reduce((sum, one) => sum + one, 0) / ranks.length);
}

function lowerBound(sorted: readonly number[], value: number, orEqual = false): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The adversary's area under the curve on patients it has not learnt from, and the upper end of its 95 % interval. */
function attack([even, odd]: readonly (readonly Pair[])[]) {
  const ranks = [...ranksOf(odd!, learnt(even!)), ...ranksOf(even!, learnt(odd!))];
  const auc = ranks.reduce((sum, one) => sum + one, 0) / ranks.length;
  const random = randomFrom(7);
  const means = Array.from({ length: 400 }, () => {
    const drawn = ranks.map(() => ranks[Math.floor(random() * ranks.length)]!);
    return drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  });
  means.sort((a, b) => a - b);
  return { auc, bound: means[Math.floor(means.length * 0.975)]! };
}

/** The same pairs for an adversary who does not look at the clock. */
function withoutTimes(halves: readonly (readonly Pair[])[]) {
  const blind = (features: readonly number[]) => features.map((one, i) => (i < FIELDS ? one : 0));
  return halves.map((pairs) => pairs.map(({ features, of }) => ({ features: blind(features), of })));
}

it('two grants of one patient are not told from two of different ones by their bytes, and hardly by their times', async () => {
  const pairs = await pairsOf('none');
  const bytes = attack(withoutTimes(pairs));
  // Chance is 0.5; some 0.014 is what 50 patients differ by from run to run.
  expect(bytes.auc).toBeLessThan(0.58);
  expect(bytes.bound).toBeLessThan(0.61);
  // People keep to their hours: that is the limit that is printed.
  const all = attack(pairs);
  expect(all.auc).toBeLessThan(0.66);
});

it('they are told where a controller stays the same, or a deadline shows how wrong the clock of a phone is', async () => {
  expect(attack(withoutTimes(await pairsOf('stable-controller'))).auc).toBeGreaterThan(0.9);
  expect(attack(await pairsOf('exact-deadline')).auc).toBeGreaterThan(0.7);
});
