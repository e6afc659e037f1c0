import { describe, expect, it } from 'vitest';
import fr from '../../messages/fr.json';
import { incidentWords } from './incident-words';

const rules = fr.alerts.rules;

describe('words typed to find incidents by', () => {
  it('are one for each, none of nothing', () => {
    expect(incidentWords('  ', rules)).toEqual([]);
    expect(incidentWords(' AB7  Lyon ', {})).toEqual([
      { text: 'AB7', rules: [] },
      { text: 'Lyon', rules: [] },
    ]);
  });

  it('mean the rules whose names have them in the reader’s language, without accents, too', () => {
    const named = Object.entries(rules).filter(([, name]) => /Numéro de série/i.test(name));
    expect(named.length).toBeGreaterThan(0);
    const [numero, serie] = incidentWords('numero SÉRIE', rules);
    for (const [rule] of named) {
      expect(numero!.rules).toContain(rule);
      expect(serie!.rules).toContain(rule);
    }
    expect(incidentWords('e', rules)).toEqual([{ text: 'e', rules: [] }]);
  });
});
