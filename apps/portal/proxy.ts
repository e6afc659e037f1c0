import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/env';

/** A patient's passphrase is stretched by WebAssembly in the page. The code reader has a worker with its own policy. */
const COMPILES = /^\/patient(\/|$)/;

/**
 * Gives every page its own content security policy: only scripts and style sheets of this response count. Styles in
 * attributes are allowed: a server draws widths and colours there, and CSP gives attributes no nonce.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const compiles = COMPILES.test(request.nextUrl.pathname) ? ` 'wasm-unsafe-eval'` : '';
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${compiles}${env.development ? ` 'unsafe-eval'` : ''}`,
    // `next dev` puts its styles in without a nonce.
    `style-src 'self' ${env.development ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: [
    {
      source: '/((?!graphql|lots/|verify/|files/|nodes/|oauth/|_next/|favicon|icon).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
