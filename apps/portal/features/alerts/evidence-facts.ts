import type { Fact } from '@/ui/fact-list';

/** The facts of a rule as labels and values; nested ones with the names of where they stand. */
export function evidenceFacts(evidence: unknown, prefix = ''): Fact[] {
  if (typeof evidence !== 'object' || evidence === null) return [];
  return Object.entries(evidence).flatMap(([name, value]): Fact[] => {
    const label = prefix + words(name);
    if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) {
      return [{ label, value: value.join(', ') }];
    }
    if (typeof value === 'object' && value !== null) return evidenceFacts(value, `${label} `);
    return [{ label, value: typeof value === 'boolean' ? (value ? '✓' : '✗') : String(value ?? '') }];
  });
}

/** lotNumber → Lot number */
function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
