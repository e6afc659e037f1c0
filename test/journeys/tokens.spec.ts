import { describe, expect, it } from 'vitest';
import { cast } from './cast.js';
import { Client, refusalOf } from './client.js';

const ACCESS = 'custodia_access';
const REFRESH = 'custodia_refresh';
const WHO = '{ me { user { name } } }';
const STOCK = '{ holdings { nodes { units } } }';
const SET_PIN = 'mutation { setPin(password: "x", pin: "135790") }';

const lena = (): Promise<Client> => Client.signedIn('lena@harbor.example');
const scrambled = (token: string): string => token.slice(0, -6) + [...token.slice(-6)].reverse().join('');

const isStranger = async (client: Client): Promise<void> => {
  expect(await client.ask(WHO)).toEqual({ me: null });
  expect(await refusalOf(client.ask(STOCK))).toMatch(/^(UNAUTHENTICATED|CSRF)$/);
};

describe('wrong tokens', () => {
  it('of an account that does not exist, or with a wrong password, are refused in the same words', async () => {
    const signIn = (email: string) =>
      new Client()
        .ask('mutation ($input: SignInInput!) { signIn(input: $input) { csrf } }', {
          input: { email, password: 'not the password' },
        })
        .catch((error: Error) => error.message);
    const known = await signIn('ben@mercy.example');
    expect(known).toBe('SIGN_IN_FAILED: The email or the password is wrong.');
    expect(await signIn('nobody@mercy.example')).toBe(known);
  });

  it('made up, scrambled or cut, open nothing', async () => {
    for (const spoil of [scrambled, (token: string) => token.slice(0, 20), () => 'AAAA', () => "' OR 1=1"]) {
      const client = await lena();
      client.change(ACCESS, spoil);
      client.change(REFRESH, spoil);
      await isStranger(client);
    }
  });

  it('carried to another browser open nothing', async () => {
    const client = await lena();
    await isStranger(client.copy((cookie) => cookie === ACCESS || cookie === REFRESH));
    expect(await client.ask(WHO)).toMatchObject({ me: { user: { name: 'Lena Fischer' } } });
  });

  it('do nothing without the page’s own header, and from another page', async () => {
    const client = await lena();
    const post = (headers: Record<string, string>) =>
      client.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: SET_PIN }),
      });
    expect(await (await post({ 'x-custodia-csrf': 'AAAA' })).text()).toContain('"CSRF"');
    const upload = await client.fetch('/lots/runs', {
      method: 'POST',
      headers: { 'x-custodia-csrf': '' },
      body: new FormData(),
    });
    expect(upload.status).toBe(403);
  });
});

describe('tokens that were used', () => {
  it('are renewed by the browser that holds them; the access token before is worth nothing', async () => {
    const client = await lena();
    const before = client.copy();
    client.change(ACCESS, () => undefined);
    expect(await client.ask(WHO)).toMatchObject({ me: { user: { name: 'Lena Fischer' } } });
    before.change(REFRESH, () => undefined);
    await isStranger(before);
  });

  it('are worth nothing after signing out, on every copy of them', async () => {
    const client = await lena();
    const thief = client.copy();
    await client.ask('mutation { signOut }');
    await isStranger(thief);
    thief.change(ACCESS, () => undefined);
    await isStranger(thief);
  });

  it('are worth nothing to the browser of another person', async () => {
    const { otherPharmacy } = await cast('otherPharmacy');
    const owner = await lena();
    const thief = owner.copy((cookie) => cookie === ACCESS);
    // Their own terminal with the owner's token.
    const mixed = otherPharmacy.copy((cookie) => cookie !== ACCESS && cookie !== REFRESH);
    let token = '';
    thief.change(ACCESS, (value) => (token = value));
    mixed.change(ACCESS, () => token);
    await isStranger(mixed);
  });
});
