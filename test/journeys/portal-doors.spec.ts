import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Client } from './client.js';
import { listed, listedOperations } from './listed.js';

const PORTAL = fileURLToPath(new URL('../../apps/portal/', import.meta.url));
const SAMPLE = '00000000-0000-4000-8000-000000000000';

/** Every page of the portal, by the folders that make it one. */
const routes = readdirSync(join(PORTAL, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.replace(/(^|\/)page\.tsx$/, '')}`)
  .map((route) => route.replaceAll(/\/\([^)]+\)/g, '').replaceAll(/\[[^\]]+\]/g, SAMPLE) || '/');

const open = (path: string, init: RequestInit = {}) => fetch(new URL(path, inject('portal')), init);

function policyOf(answer: Response): Map<string, string[]> {
  const directives = (answer.headers.get('content-security-policy') ?? '').split('; ');
  return new Map(directives.map((one) => one.split(' ')).map(([name = '', ...values]) => [name, values]));
}

const isPatients = (route: string) => /^\/patient(\/|$)/.test(route);
const nonceIn = (values: string[] = []) => values.find((value) => value.startsWith("'nonce-"));

describe('the policy of every page', () => {
  const seen = new Set<string>();

  it.each(routes)('%s', async (route) => {
    const answer = await open(route);
    const page = await answer.text();
    const policy = policyOf(answer);
    const scripts = policy.get('script-src');
    const nonce = nonceIn(scripts);
    expect([policy.get('style-src'), policy.get('style-src-attr')]).toEqual([
      ["'self'", nonce],
      ["'unsafe-inline'"],
    ]);
    expect(scripts).toEqual([
      "'self'",
      nonce,
      "'strict-dynamic'",
      // A passphrase is stretched there, and nowhere else is anything compiled.
      ...(isPatients(route) ? ["'wasm-unsafe-eval'"] : []),
    ]);
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': ["'self'"],
      'worker-src': ["'self'"],
      'connect-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const ofScripts = [...page.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
    expect(ofScripts.length).toBeGreaterThan(0);
    const word = nonce!.slice("'nonce-".length, -1);
    expect(ofScripts.filter((attributes) => !attributes.includes(`nonce="${word}"`))).toEqual([]);
    const styles = [...page.matchAll(/<style\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
    expect(styles.filter((attributes) => !attributes.includes(`nonce="${word}"`))).toEqual([]);
    expect(page).not.toMatch(/<[^>]+\son(click|load|error)=/i);
    expect(seen.has(word)).toBe(false);
    seen.add(word);
  });

  it('comes to more than fifty pages', () => {
    expect(routes.length).toBeGreaterThan(50);
  });

  it('is stricter than that of the worker that reads codes, which may compile', async () => {
    const chunks = readdirSync(join(PORTAL, '.next', 'static', 'chunks'));
    const workers = chunks.filter((name) => name.startsWith('turbopack-worker-') && name.endsWith('.js'));
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) {
      const policy = policyOf(await open(`/_next/static/chunks/${worker}`));
      expect(Object.fromEntries(policy)).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'connect-src': ["'self'"],
      });
    }
  });
});

describe('the address that a client is counted by', () => {
  let addresses: string[];

  beforeAll(async () => {
    addresses = [];
    for (const claim of ['198.51.100.77', '198.51.100.77, 10.0.0.1', '::1, 198.51.100.77']) {
      const client = new Client(inject('portal'));
      const claims = {
        'x-forwarded-for': claim,
        'x-real-ip': claim,
        forwarded: `for=${claim}`,
        'content-type': 'application/json',
      };
      await client.fetch('/graphql', {
        method: 'POST',
        headers: claims,
        body: JSON.stringify({
          query: listed('SignIn'),
          variables: { input: { email: 'ben@mercy.example', password: 'custodia-demo' } },
        }),
      });
      const { mySessions } = await client.ask<{ mySessions: { address: string; current: boolean }[] }>(
        listed('MySessions'),
      );
      addresses.push(mySessions.find(({ current }) => current)!.address);
      await client.ask(listed('SignOut'));
    }
  });

  it('is where the request comes from, and never what it claims', () => {
    const own = ['127.0.0.x', '0:0:0::x'];
    expect(addresses.filter((address) => !own.includes(address))).toEqual([]);
    expect(addresses).toHaveLength(3);
  });
});

describe('a path that leads elsewhere', () => {
  const outside = [
    '/files/../../../../etc/passwd',
    '/files/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/files/%2e%2e/%2e%2e/package.json',
    '/files/cases/..%2f..%2fgraphql/bundle.json',
    '/lots/runs/..%2f..%2f..%2fetc%2fpasswd/label.png',
    '/_next/static/..%2f..%2f..%2fpackage.json',
    '/_next/static/chunks/..%5c..%5c..%5cpackage.json',
    '/nodes/1/..%2f..%2fhealth',
    '/nodes/1/v1/..%2f..%2f..%2fgraphql',
    '/nodes/9/v1/directory',
    '/verify/..%2f..%2fgraphql',
    '/graphql/..%2fhealth',
  ];

  it.each(outside)('%s opens nothing', async (path) => {
    // As it stands: a URL would be tidied before it is sent.
    const { status, body } = await asWritten(path);
    expect(status).toBeGreaterThanOrEqual(300);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/root:.*:0:0:|"workspaces"|"status":"ok"/);
  });

  it.each(['//evil.example/x', '/\\evil.example', '/https://evil.example', '/%2f%2fevil.example'])(
    '%s leads to no other site',
    async (path) => {
      const { status, location } = await asWritten(path);
      if (status >= 300 && status < 400)
        expect(new URL(location ?? '', inject('portal')).origin).toBe(inject('portal'));
      else expect(status).toBeGreaterThanOrEqual(200);
    },
  );
});

describe('the list of operations', () => {
  it('was written by the build, each under the hash of its text', () => {
    const entries = Object.entries(listedOperations());
    expect(entries.length).toBeGreaterThan(100);
    const wrong = entries.filter(([hash, text]) => createHash('sha256').update(text).digest('hex') !== hash);
    expect(wrong).toEqual([]);
  });

  it('is all that the API behind the portal answers: these journeys run against it', async () => {
    const ask = async (query: string) => {
      const answer = await open('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return answer.text();
    };
    expect(await ask('{ demoAccounts { email } }')).toContain('OPERATION_UNKNOWN');
    expect(await ask(listed('DemoAccounts'))).toContain('ben@mercy.example');
  });
});

async function asWritten(
  path: string,
): Promise<{ status: number; location: string | undefined; body: string }> {
  const { hostname, port } = new URL(inject('portal'));
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: 'GET' }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the patient’s app', () => {
  it('can be installed: a manifest with icons that are there, and a worker for its own pages', async () => {
    const answer = await open('/patient.webmanifest');
    expect(answer.headers.get('content-type')).toContain('application/manifest+json');
    const manifest = (await answer.json()) as {
      start_url: string;
      icons: { src: string; purpose: string }[];
    };
    expect(manifest.start_url).toBe('/patient');
    expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
    for (const { src } of manifest.icons)
      expect((await open(src)).headers.get('content-type'), src).toBe('image/png');
    expect(await (await open('/patient')).text()).toContain('/patient.webmanifest');
    const worker = await open('/patient-worker.js');
    expect(worker.headers.get('content-type')).toContain('javascript');
  });

  it('has a page for when there is no connection, which stands alone', async () => {
    const answer = await open('/offline', { headers: { 'accept-language': 'fr' } });
    const page = await answer.text();
    expect(page).toContain('Il n’y a pas de connexion');
    expect(page).toContain(`<style nonce="${nonceIn(policyOf(answer).get('style-src'))?.slice(7, -1)}">`);
    expect(page).not.toMatch(/<script|<link|src=/);
  });
});
