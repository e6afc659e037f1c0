const LONGEST = 2_000;

/**
 * Where a browser says that its push service is. Patients choose nothing here, so that only services are taken that the
 * operator has named: nobody has this server knock at a door of their choice.
 * @returns undefined for what is no https address at one of them
 */
export function pushEndpoint(text: string, services: readonly string[]): URL | undefined {
  if (text.length > LONGEST || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username || url.password || url.hash) return undefined;
  return services.some((service) => `.${url.hostname}`.endsWith(`.${service}`)) ? url : undefined;
}
