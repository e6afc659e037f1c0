import { layoutNames } from '@custodia/gs1';
import { usableLanguages } from '@/lib/languages';

/** Layouts by region, where the region says more than the language. */
const BY_REGION: Record<string, readonly string[]> = {
  GB: ['gb'],
  IE: ['gb'],
  CH: ['ch-de', 'ch-fr'],
  BE: ['be'],
  BR: ['br'],
  DK: ['dk'],
  CZ: ['cz'],
  EE: ['ee'],
};
const BY_LANGUAGE: Record<string, string> = { cs: 'cz', da: 'dk', nb: 'no', nn: 'no', sv: 'se', et: 'ee' };
/** Spanish outside Spain is written on Latin American keyboards. */
const SPAIN = new Set(['ES', undefined]);

/**
 * The keyboards that a scanner of this site may be set to, beside the US one: those of the languages of the browser. Few, so
 * that a scan is seldom read in two ways.
 */
export function siteLayouts(languages: readonly string[]): string[] {
  const names = usableLanguages(languages).flatMap((tag) => {
    const { language, region } = new Intl.Locale(tag);
    if (region !== undefined && BY_REGION[region]) return BY_REGION[region];
    if (language === 'es' && !SPAIN.has(region)) return ['latam'];
    return [BY_LANGUAGE[language] ?? language];
  });
  return [...new Set(names)].filter((name) => layoutNames.includes(name));
}
