import { describe, expect, it } from 'vitest';
import { deliverLot, siteNamed } from './acts.js';
import { cast } from './cast.js';
import { Client, refusalOf } from './client.js';
import { supplyOnPaper, visitOf } from './counter-acts.js';

const LOCUM = 'omar@harbor.example';
const PINS = { lena: '271828', omar: '314159' };

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
const harbor = await siteNamed(distributor, 'Harbor');
const elm = await siteNamed(distributor, 'Elm');
const mercy = await siteNamed(distributor, 'Mercy');

const siteOf = async (client: Client): Promise<string | undefined> => {
  const { me } = await client.ask<{ me: { site: { id: string } } | null }>('{ me { site { id } } }');
  return me?.site.id;
};
const nameOf = async (client: Client): Promise<string | undefined> => {
  const { me } = await client.ask<{ me: { user: { name: string } } | null }>('{ me { user { name } } }');
  return me?.user.name;
};
const selectSite = (client: Client, siteId: string) =>
  client.ask('mutation ($siteId: ID!) { selectSite(siteId: $siteId) { csrf } }', { siteId });

describe('a locum with two sites', () => {
  it('signs in at neither of them where the site is another', async () => {
    expect(await refusalOf(Client.signedIn(LOCUM, mercy))).toBe('NO_SITE');
    expect(await refusalOf(selectSite(await Client.signedIn(LOCUM, harbor), mercy))).toBe('NOT_FOUND');
  });

  it('goes from one to the other, each with its own stock and its own visits', async () => {
    const lot = await deliverLot(
      maker,
      distributor,
      pharmacy,
      { distributor: 'Atlantic', pharmacy: 'Harbor' },
      2,
    );
    const locum = await Client.signedIn(LOCUM, harbor);
    const { id } = await supplyOnPaper(locum, [lot.codes[0]!]);
    expect(await visitOf(pharmacy, id)).toMatchObject({
      user: 'Omar Haddad',
      site: { name: 'Harbor Pharmacy' },
    });

    const before = locum.copy();
    await selectSite(locum, elm);
    expect(await siteOf(locum)).toBe(elm);
    expect(await locum.ask('query ($id: ID!) { dispensing(id: $id) { id } }', { id })).toEqual({
      dispensing: null,
    });
    expect(await refusalOf(supplyOnPaper(locum, [lot.codes[1]!]))).toBe('NOT_HOLDER');
    // What was signed in at the old site is over.
    expect(await siteOf(before)).toBeUndefined();

    const there = await deliverLot(
      maker,
      distributor,
      otherPharmacy,
      { distributor: 'Atlantic', pharmacy: 'Elm' },
      1,
    );
    const visit = await visitOf(locum, (await supplyOnPaper(locum, there.codes)).id);
    expect(visit).toMatchObject({ user: 'Omar Haddad', site: { name: 'Elm Street Drugs' } });
    expect(await visitOf(otherPharmacy, visit.id)).toMatchObject({ user: 'Omar Haddad' });
  });
});

describe('a terminal that two people share', () => {
  async function shared() {
    const terminal = await Client.signedIn('lena@harbor.example');
    await terminal.signIn(LOCUM, harbor);
    const { terminalOperators } = await terminal.ask<{ terminalOperators: { id: string; name: string }[] }>(
      '{ terminalOperators { id name } }',
    );
    const idOf = (name: string) => terminalOperators.find((one) => one.name.startsWith(name))!.id;
    return {
      terminal,
      names: terminalOperators.map(({ name }) => name),
      lena: idOf('Lena'),
      omar: idOf('Omar'),
    };
  }
  const switchTo = (terminal: Client, userId: string, pin: string) =>
    terminal.ask(
      'mutation ($input: SwitchOperatorInput!) { switchOperator(input: $input) { user { name } } }',
      {
        input: { userId, pin },
      },
    );

  it('is not switched with a wrong PIN, with the PIN of the other, or from another terminal', async () => {
    const { terminal, lena } = await shared();
    expect(await refusalOf(switchTo(terminal, lena, '000000'))).toBe('PIN_WRONG');
    expect(await refusalOf(switchTo(terminal, lena, PINS.omar))).toBe('PIN_WRONG');
    expect(await nameOf(terminal)).toBe('Omar Haddad');
    expect(await refusalOf(switchTo(await Client.signedIn('ruth@elm.example'), lena, PINS.lena))).toBe(
      'PASSWORD_NEEDED',
    );
  });

  it('knows who is at it: each supply is under the name of its operator', async () => {
    const lot = await deliverLot(
      maker,
      distributor,
      pharmacy,
      { distributor: 'Atlantic', pharmacy: 'Harbor' },
      2,
    );
    const { terminal, names, lena, omar } = await shared();
    expect(names).toEqual(['Lena Fischer', 'Omar Haddad']);
    await switchTo(terminal, lena, PINS.lena);
    const first = await supplyOnPaper(terminal, [lot.codes[0]!]);
    await switchTo(terminal, omar, PINS.omar);
    const second = await supplyOnPaper(terminal, [lot.codes[1]!]);
    expect((await visitOf(terminal, first.id)).user).toBe('Lena Fischer');
    expect((await visitOf(terminal, second.id)).user).toBe('Omar Haddad');
  });

  it('is locked: what was signed in is worth nothing, and each goes on with the PIN', async () => {
    const { terminal, lena, omar } = await shared();
    const before = terminal.copy();
    await terminal.ask('mutation { lockTerminal }');
    expect(await nameOf(terminal)).toBeUndefined();
    expect(await nameOf(before)).toBeUndefined();
    expect(await refusalOf(switchTo(terminal, omar, '000000'))).toBe('PIN_WRONG');
    await switchTo(terminal, omar, PINS.omar);
    expect(await nameOf(terminal)).toBe('Omar Haddad');
    await terminal.ask('mutation { lockTerminal }');
    await switchTo(terminal, lena, PINS.lena);
    expect(await nameOf(terminal)).toBe('Lena Fischer');
  });

  it('asks for the password after five wrong PINs', async () => {
    const { terminal, lena, omar } = await shared();
    for (let tries = 0; tries < 4; tries++) {
      expect(await refusalOf(switchTo(terminal, lena, '000000'))).toBe('PIN_WRONG');
    }
    expect(await refusalOf(switchTo(terminal, lena, '000000'))).toBe('PASSWORD_NEEDED');
    expect(await refusalOf(switchTo(terminal, lena, PINS.lena))).toBe('PASSWORD_NEEDED');
    await switchTo(terminal, omar, PINS.omar);
    expect(await nameOf(terminal)).toBe('Omar Haddad');
  });
});
