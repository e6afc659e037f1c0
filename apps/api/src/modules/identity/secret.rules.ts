import { DomainError } from '../../platform/errors/index.js';
import { isGuessable } from './guessable.rules.js';

/** NIST SP 800-63B-4, 3.1.1.2: fifteen where the password is the only factor, and any password may come to be it. */
const SHORTEST_PASSWORD = 15;
const LONGEST_PASSWORD = 200;

/**
 * NIST SP 800-63B-4, 3.1.1.2: length counts, composition rules do not, and none that guessers try first. `own` is what
 * belongs to the person: name and email. @throws DomainError WEAK_SECRET
 */
export function checkPassword(password: string, own: readonly string[] = []): void {
  if ([...normal(password)].length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
    throw weak(`A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`);
  }
  if (new Set(password).size < 4) throw weak('A password needs more than three different characters.');
  if (isGuessable(password, own))
    throw weak(
      'This password would be guessed early. Take some words that have nothing to do with you or this work.',
    );
}

/** One text for what keyboards write in several ways: an é may be one sign or two (NIST SP 800-63B-4, 3.1.1.2). */
export function normal(secret: string): string {
  return secret.normalize('NFKC');
}

/** A PIN switches between people who have signed in at a terminal; it never replaces the password. */
export function checkPin(pin: string): void {
  if (!/^\d{4,8}$/.test(pin)) throw weak('A PIN has 4 to 8 digits.');
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  const [step = 0] = steps;
  if (steps.size === 1 && Math.abs(step) <= 1)
    throw weak('This PIN is too easy to guess: 1111 and 1234 are.');
}

function weak(message: string): DomainError {
  return new DomainError('WEAK_SECRET', message);
}
