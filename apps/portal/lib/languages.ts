/**
 * The reader's languages as `Intl` takes them. Some systems report POSIX names, such as `en-US@posix`, `fr_FR.UTF-8` or
 * `C`, at which `Intl` throws.
 */
export function usableLanguages(tags: readonly string[]): string[] {
  const cut = tags.map((tag) => tag.replace(/[.@].*$/, '').replaceAll('_', '-'));
  return [...new Set(cut)].filter(isLanguageTag);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
