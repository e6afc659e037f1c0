import { resolve } from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  // The camera and a scanner in HID mode are the only devices that a screen may ask for.
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), hid=(self), microphone=(), geolocation=(), payment=()',
  },
];

/** A worker goes by the policy of its own script: here the code reader may compile, which no page may. */
const workerPolicy = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};
const WORKERS = '/_next/static/chunks/:file(turbopack-worker-.*)';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks the types; a build that did so again would only take longer.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve(import.meta.dirname, '../..') },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // What `next dev` puts into a worker evaluates.
    ...(process.env.NODE_ENV === 'production' ? [{ source: WORKERS, headers: [workerPolicy] }] : []),
  ],
};

// Messages are compiled by the build: screens carry what formats them, and not what parses them.
const withMessages = createNextIntlPlugin({
  requestConfig: './i18n/request.ts',
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
});

export default withMessages(config);
