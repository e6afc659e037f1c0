import type { Outcome, Rehearsed } from './rehearsal.js';

/** What happened, a line for each kind of fault. */
export function reportOf({
  outcomes,
  accepted,
  packs,
  retries,
  signIns,
  disk,
  failed,
  folder,
}: Rehearsed): string {
  const kinds = [...new Set(outcomes.map(({ fault }) => fault))];
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      outcomes.filter(({ fault }) => fault === kind),
    ),
  );
  const details = outcomes.flatMap(({ fault, details: found }) => found.map((one) => `- ${fault}: ${one}`));
  return [
    '| fault | times | packs looked at | lost | doubled | disagreements | stuck | surprises | parts that fell with it | all settled after, median / most |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `${accepted} supplies of ${packs} packs were accepted; ${retries} requests had to be sent again, and somebody had to sign in again ${signIns} times. The full disk was ${disk}.`,
    ...(failed ? ['', ...details.slice(0, 100), '', `Logs: ${folder}`] : []),
  ].join('\n');
}

function rowOf(kind: string, outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  const times = outcomes.map(({ settledInMs }) => settledInMs).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const surprises = sum(({ details }) => details.filter((one) => one.startsWith('surprise')).length);
  const cells = [
    kind,
    outcomes.length,
    sum(({ packs }) => packs),
    sum(({ lost }) => lost),
    sum(({ doubled }) => doubled),
    sum(({ disagreements }) => disagreements),
    sum(({ stuck }) => stuck),
    surprises,
    sum(({ revived }) => revived),
    `${(median / 1000).toFixed(1)} / ${((times.at(-1) ?? 0) / 1000).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}
