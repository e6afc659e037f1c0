import { can, GRANTED_TO, NEEDS_DUTY, type Duty, type Permission, type Role } from '@custodia/access';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../errors/index.js';
import type { Actor } from './actor.js';
import { ActorSource } from './actor-source.js';
import { ALLOWANCE, type Allowance } from './allow.decorator.js';
import { BEFORE_SECOND_FACTOR } from './before-second-factor.decorator.js';
import { FRESH } from './fresh.decorator.js';
import { exchangeOf, rememberActor, type Exchange } from './request-of.js';

/** Refuses every operation that does not say whom it is open to, and everybody to whom it is not. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowance = this.reflector.get<Allowance | undefined>(ALLOWANCE, context.getHandler());
    if (!allowance) throw new DomainError('FORBIDDEN', 'This operation is not open to anyone.');

    const exchange = exchangeOf(context);
    const actor = await rememberActor(exchange.req, () => this.find(exchange, allowance));
    if (actor?.machine && (allowance === 'public' || allowance === 'signed-in'))
      throw new DomainError('FORBIDDEN', 'This is for people. A machine may do what its scopes say.');
    if (allowance === 'public') return true;
    if (!actor) throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
    if (
      actor.lacksSecondFactor &&
      !this.reflector.get<true | undefined>(BEFORE_SECOND_FACTOR, context.getHandler())
    )
      throw new DomainError(
        'SECOND_FACTOR_NEEDED',
        'Your duties ask for a second factor. Set up a passkey or an authenticator app, or show the one that you have.',
      );
    if (allowance !== 'signed-in' && !actor.can(allowance)) throw refusal(actor, allowance);
    if (this.reflector.get<true | undefined>(FRESH, context.getHandler())) assertFresh(actor);
    return true;
  }

  /** To a public operation, whoever cannot prove to come from our own pages is a stranger. */
  private async find(exchange: Exchange, allowance: Allowance): Promise<Actor | null> {
    try {
      const actor = await this.actors.actorOf(exchange);
      return actor && { ...actor, requestId: exchange.req.id };
    } catch (error) {
      if (allowance === 'public' && error instanceof DomainError && error.code === 'CSRF') return null;
      throw error;
    }
  }
}

/** @throws DomainError STEP_UP_NEEDED */
function assertFresh({ freshUntil }: Actor): void {
  if (freshUntil && freshUntil > new Date()) return;
  throw new DomainError(
    'STEP_UP_NEEDED',
    'Show once more that it is you, with your password, a code or a passkey, and repeat this.',
  );
}

/** Whoever could do it at a site in good standing is told what is wrong with the site. */
function refusal(actor: Actor, permission: Permission): DomainError {
  const details = { permission };
  if (!actor.active && can({ ...actor, active: true }, permission))
    return new DomainError(
      'PARTY_NOT_ACTIVE',
      'Your site is suspended or not admitted yet. You can look things up, but change nothing. Ask the authority.',
      details,
    );
  if (actor.machine)
    return new DomainError('FORBIDDEN', `This machine has no scope for this: ${permission}.`, details);
  return new DomainError('FORBIDDEN', 'You may not do this at this site.', {
    ...details,
    ...whoMay(actor, permission),
  });
}

/** The kinds of sites whose people may; at such a site, the duty that the person lacks. */
function whoMay(
  { roles }: Actor,
  permission: Permission,
): { roles: readonly Role[] } | { duty: Duty | undefined } {
  const granted: readonly Role[] = GRANTED_TO[permission];
  return roles.some((role) => granted.includes(role)) ? { duty: NEEDS_DUTY[permission] } : { roles: granted };
}
