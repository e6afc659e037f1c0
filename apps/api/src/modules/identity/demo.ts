/** The password of every demo account. It opens accounts that a demo's seed made, and nothing else. */
export const DEMO_PASSWORD = 'custodia-demo';
