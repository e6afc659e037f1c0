const PAPER_LANGUAGES = ['en', 'fr', 'de'] as const;
/** What papers are printed in. */
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** The language of who prints; English where it is none of those that papers are written in. */
export function paperLanguage(asked: unknown): PaperLanguage {
  const language = typeof asked === 'string' ? asked.toLowerCase().split('-')[0] : undefined;
  return PAPER_LANGUAGES.find((one) => one === language) ?? 'en';
}
