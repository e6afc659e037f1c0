import type { RecordLine } from '@/features/records/entry-list';
import { daysOf } from '@/features/records/lab-codes';
import { testIn, type TestIn } from '@/features/records/lab-tests';
import type { TestWarning } from './warnings';

/** A test that is about to be asked for, or whose result is written. */
export interface AskedTest {
  readonly name: string;
  /** LOINC; empty where nobody knows it. */
  readonly code: string;
}

const DAY_MS = 86_400_000;

interface Known extends Pick<TestWarning, 'author' | 'date' | 'with'> {
  readonly test: TestIn;
  readonly at: number;
}

/**
 * Whether a record, as far as it is opened, has the same test: done while its result still serves, or asked for and not done.
 * One warning, the newest. Repeats can be right: it stops nobody. Pure.
 */
export function sameTestFor(asked: AskedTest, lines: readonly RecordLine[], now: number): TestWarning[] {
  const since = now - daysOf(asked.code) * DAY_MS;
  const known = lines
    .flatMap((line) => knownIn(line))
    .filter(({ test, at }) => isSame(asked, test) && at >= since)
    .sort((a, b) => b.at - a.at);
  const [lastDone] = known.filter(({ test }) => !test.isAsked);
  // What was asked for before a result came is answered by it.
  const open = known.filter(({ test, at }) => !test.isAsked || !lastDone || at > lastDone.at);
  const [first] = open;
  if (!first) return [];
  const { author, date, test } = first;
  return [
    {
      kind: 'test',
      candidate: asked.name,
      substance: asked.code || asked.name,
      with: first.with,
      author,
      date,
      ...(test.isAsked && { isAsked: true }),
      more: open.length - 1,
    },
  ];
}

function knownIn(line: RecordLine): Known[] {
  if (line.kind === 'unreadable' || line.summary.state === 'taken-back') return [];
  const { resource, summary, author } = line;
  const test = testIn(resource);
  const at = Date.parse(summary.date);
  if (!test || Number.isNaN(at)) return [];
  return [{ test, at, author, date: summary.date, with: [summary.title, summary.detail].join(' ').trim() }];
}

/** By the code where both have one, else by the name. */
function isSame({ name, code }: AskedTest, { codes, text }: TestIn): boolean {
  if (code && codes.length > 0) return codes.includes(code);
  const [one, other] = [name, text].map((words) => words.trim().toLowerCase());
  return one !== '' && one === other;
}
