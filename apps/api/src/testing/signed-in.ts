import type { Duty } from '@custodia/access';
import { PeopleService } from '../modules/identity/index.js';
import { systemActor, type Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import type { ApiBench } from './api-bench.js';
import type { Browser } from './browser.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;

/** A browser in which a colleague of the actor is signed in, with the duties given. */
export async function signedIn(
  api: ApiBench,
  { siteId }: Pick<Actor, 'siteId'>,
  duties: Duty[] = [],
): Promise<Browser> {
  const email = `${newId()}@example.test`;
  await api.get(PeopleService).add(systemActor('spec'), {
    email,
    name: 'Ana',
    password: PASSWORD,
    memberships: [{ siteId, duties }],
  });
  const browser = api.browser();
  await browser.ask(SIGN_IN, { email, password: PASSWORD });
  return browser;
}
