/**
 * The only reader of the portal's environment. Read when a request is served, not when the portal is built, so that
 * one build runs against any API.
 */
export const env = {
  /** Where the API listens, for the server of the portal only: browsers talk to the portal's own origin. */
  get apiOrigin(): string {
    const { API_ORIGIN, API_HOST, API_PORT } = process.env;
    return API_ORIGIN ?? `http://${API_HOST ?? '127.0.0.1'}:${API_PORT ?? '4000'}`;
  },
  /** Where the release nodes listen, in the order in which patients' directories name them. */
  get nodeOrigins(): string[] {
    return (process.env.NODE_ORIGINS ?? '').split(',').filter(Boolean);
  },
  /** The proxies in front of the portal that are believed when they name a client's address: none by default. */
  get trustedProxies(): string {
    return process.env['PORTAL_TRUSTED_PROXIES'] ?? '';
  },
  get development(): boolean {
    return process.env.NODE_ENV === 'development';
  },
};
