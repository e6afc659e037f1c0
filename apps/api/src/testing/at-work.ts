import type { Duty } from '@custodia/access';
import { SessionStore } from '../modules/identity/session.store.js';
import { SignInCookies } from '../modules/identity/sign-in-cookies.js';
import { systemActor, type Actor, type Exchange } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { UnitOfWork } from '../platform/work/index.js';
import type { ApiBench } from './api-bench.js';
import type { Browser } from './browser.js';
import { aUser } from './builders.js';

/** A browser in which somebody of the site has a session, without a password: for specs that need many people. */
export async function atWork(
  api: ApiBench,
  { siteId }: Pick<Actor, 'siteId'>,
  duties: Duty[] = [],
): Promise<Browser> {
  const { id: userId } = await aUser(api, { site: { id: siteId }, duties });
  const browser = api.browser();
  const reply = { setCookie: (name: string, value: string) => void browser.cookies.set(name, value) };
  const exchange = { req: { cookies: {} }, reply } as unknown as Exchange;
  const cookies = api.get(SignInCookies);
  const terminalId = cookies.ensureTerminal(exchange);
  const tokens = await api.get(UnitOfWork).run(systemActor('spec'), 'session.sign-in', (tx) =>
    // Specs of access may take longer than a factor stays fresh.
    api
      .get(SessionStore)
      .open(
        tx,
        { id: newId(), userId, siteId, terminalId, device: '', address: '' },
        { freshUntil: new Date(Date.now() + 3_600_000) },
      ),
  );
  cookies.setTokens(exchange.reply, tokens);
  return browser;
}
