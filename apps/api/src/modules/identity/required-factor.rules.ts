import { isPrivileged } from '@custodia/access';
import type { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';

/** Whether a person, who has or has not shown a second factor in this session, has to before anything else. */
export function lacksSecondFactor(
  { secondFactorRequired }: Pick<Config, 'secondFactorRequired'>,
  person: Pick<Actor, 'roles' | 'duties'>,
  shown: boolean,
): boolean {
  return secondFactorRequired && !shown && isPrivileged(person);
}
