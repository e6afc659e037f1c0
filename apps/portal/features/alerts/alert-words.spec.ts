import { createTranslator } from 'next-intl';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import de from '../../messages/de.json';
import en from '../../messages/en.json';
import fr from '../../messages/fr.json';

const schema = readFileSync(new URL('../../../api/schema.graphql', import.meta.url), 'utf8');
const words = (name: string): string[] => {
  const body = new RegExp(`^enum ${name} \\{([^}]*)\\}`, 'm').exec(schema)?.[1] ?? '';
  // A value has a line of its own; the others say what values mean.
  return [...body.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, value]) => value!);
};
const facts = [
  ...(/^type AlertFacts \{([\s\S]*?)^\}/m.exec(schema)?.[1] ?? '').matchAll(/^ {2}(\w+):/gm),
].map(([, name]) => name!);
const VALUES = {
  pack: 'PACK',
  gtin: 'GTIN',
  lot: 'LOT',
  shipment: '7',
  field: 'expiry',
  count: 2,
  minutes: 3,
  hours: 4,
  missing: 5,
  unexpected: 1,
  reason: 'WHY.',
  operation: 'WHAT',
  cause: 'CAUSE',
};

describe.each([
  ['en', en],
  ['fr', fr],
  ['de', de],
] as const)('what the API sends as a code has words in %s:', (locale, messages) => {
  const failures: unknown[] = [];
  const t = createTranslator({ locale, messages, onError: (error) => failures.push(error) }) as unknown as (
    key: string,
    values?: object,
  ) => string;

  it.each(words('AlertFinding'))('the finding %s', (code) => {
    const sentence = t(`alerts.findings.${code}`, VALUES);
    expect(failures).toEqual([]);
    expect(sentence).toMatch(/^[^{}]{20,}\.$/);
  });

  it.each([
    ['alerts.rules', words('AlertRule')],
    ['alerts.severity', words('Severity')],
    ['alerts.facts', facts],
    ['alerts.holders', words('RecordedHolder')],
    ['alerts.channels', words('ScanChannel')],
    ['alerts.irregular', words('IrregularReason')],
    ['incidents.faults.kinds', words('ScanFault')],
    ['trace.hops', words('HopKind')],
    ['trace.statuses', words('TraceStatus')],
  ])('%s', (group, codes) => {
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes) expect(t(`${group}.${code}`), code).not.toContain(group);
    expect(failures).toEqual([]);
  });

  it('the parts of a score, none where they add nothing', () => {
    const alone = {
      gravestPoints: 60,
      others: 0,
      othersPoints: 0,
      places: 1,
      placesPoints: 0,
      severity: 'HIGH',
    };
    expect(t('incidents.scoreOf', alone)).not.toContain(', ');
    const many = t('incidents.scoreOf', {
      ...alone,
      others: 2,
      othersPoints: 6,
      places: 3,
      placesPoints: 12,
    });
    expect(many.match(/\b(60|6|2|12|3)\b/g)).toEqual(['60', '6', '2', '12', '3']);
    expect(failures).toEqual([]);
  });
});
