import { describe, expect, it } from 'vitest';
import { allergyIntolerance, condition, summaryOf, type Resource } from './fhir';
import { ipsBundle, summaryIn } from './ips';

let n = 0;
const about = {
  id: 'emergency-summary',
  timestamp: '2026-05-01T08:00:00Z',
  title: 'Emergency summary',
  lineOf: (resource: Resource) => summaryOf(resource).title,
  newId: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}`,
};
type Entry = { fullUrl: string; resource: Resource & { section?: Section[] } };
type Section = {
  title: string;
  text: { div: string };
  entry?: { reference: string }[];
  emptyReason?: unknown;
};

describe('an International Patient Summary', () => {
  const bundle = ipsBundle(
    [allergyIntolerance('Penicillin <b>', '2020-01-01'), condition('Asthma', '2019-01-01')],
    {
      ...about,
      contacts: [{ name: 'Mia', phone: '+49 30 1' }],
    },
  );
  const entries = bundle['entry'] as Entry[];

  it('is a document whose composition comes first and points at what is beside it', () => {
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'document' });
    expect(entries.map(({ resource }) => resource.resourceType)).toEqual([
      'Composition',
      'Patient',
      'AllergyIntolerance',
      'Condition',
    ]);
    const urls = entries.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    const sections = entries[0]!.resource.section!;
    for (const { entry = [] } of sections)
      for (const { reference } of entry) expect(urls).toContain(reference);
    expect(entries[2]!.resource['patient']).toEqual({ reference: urls[1] });
  });

  it('has the required sections, and says of an empty one that it is; text is never markup', () => {
    const sections = entries[0]!.resource.section!;
    expect(sections.map(({ title }) => title)).toEqual([
      'Medication Summary',
      'Allergies and Intolerances',
      'Problems',
    ]);
    expect(sections[0]!.emptyReason).toBeDefined();
    expect(sections[1]!.text.div).toContain('Penicillin &lt;b&gt;');
  });

  it('gives back what is in it, and nothing of what is malformed', () => {
    const { resources, contacts } = summaryIn(bundle);
    expect(resources.map(({ resourceType }) => resourceType)).toEqual(['AllergyIntolerance', 'Condition']);
    expect(contacts).toEqual([{ name: 'Mia', phone: '+49 30 1' }]);
    const broken = {
      resourceType: 'Bundle',
      entry: [null, { resource: 3 }, { resource: { resourceType: 'Patient', contact: [null, 7] } }],
    };
    expect(summaryIn(broken as unknown as Resource)).toEqual({ resources: [], contacts: [] });
  });
});
