/** One measured figure. */
export interface Row {
  /** Stable: other tools look rows up by it. */
  readonly id: string;
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  /** What the same machine could at best do, or what a peer does, measured in the same run. */
  readonly limit?: number | null;
  readonly limitIs?: string;
  /** What was agreed: at most or at least so much. */
  readonly target?: { readonly most: number } | { readonly least: number };
  /** What a reader has to know, such as that not every request was answered. */
  readonly note?: string;
}

export interface Report {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

/** The report for programs. */
export function toJson({ machine, versions, rows }: Report): string {
  const figures = rows.map(({ id, value, unit, limit = null, ...row }) => ({
    id,
    value: rounded(value),
    unit,
    limit: rounded(limit),
    ratio: rounded(ratioOf({ id, value, unit, limit, ...row })),
  }));
  return `${JSON.stringify({ machine, versions, rows: figures }, null, 2)}\n`;
}

/** The report for people. */
export function toMarkdown({ machine, versions, rows }: Report): string {
  const table = [
    ['figure', 'value', 'target', 'met', 'limit or peer in the same run', 'ratio', 'id'],
    ...rows.map((row) => [
      row.what + (row.note ? ` (${row.note})` : ''),
      row.value === null ? 'not measured' : `${figure(row.value)} ${row.unit}`,
      targetOf(row),
      metOf(row),
      row.limit == null ? '' : `${figure(row.limit)} ${row.unit}${row.limitIs ? `: ${row.limitIs}` : ''}`,
      row.limit == null ? '' : figure(ratioOf(row)),
      `\`${row.id}\``,
    ]),
  ];
  const [head, ...body] = table.map((cells) => `| ${cells.join(' | ')} |`);
  const list = (entries: object) =>
    Object.entries(entries)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return [
    `Measured on ${list(machine)}; ${list(versions)}. Load generator, API, worker, PostgreSQL and chain shared the machine.`,
    'The embedded chain is one node without consensus: its figures bound what the contracts and the services can do,',
    'not what a consortium does. Besu QBFT is published at 520 to 1,200 transactions a second (docs/scale.md).',
    '',
    head,
    `|${' --- |'.repeat(table[0]!.length)}`,
    ...body,
  ].join('\n');
}

const START = '<!-- bench -->';
const END = '<!-- /bench -->';

/** Puts the table between the markers of a text. */
export function intoText(text: string, table: string): string {
  const from = text.indexOf(START);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`There is no place for the table: ${START} … ${END}`);
  return `${text.slice(0, from + START.length)}\n\n${table}\n\n${text.slice(to)}`;
}

function ratioOf({ value, limit }: Row): number | null {
  return value === null || limit == null ? null : value / limit;
}

function metOf({ value, target }: Row): string {
  if (!target || value === null) return '';
  return ('most' in target ? value <= target.most : value >= target.least) ? 'yes' : '**no**';
}

function targetOf({ target }: Row): string {
  if (!target) return '';
  return 'most' in target ? `≤ ${figure(target.most)}` : `≥ ${figure(target.least)}`;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4));
}

function figure(value: number | null): string {
  if (value === null) return '';
  if (value !== 0 && Math.abs(value) < 0.1) return value.toPrecision(2);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
