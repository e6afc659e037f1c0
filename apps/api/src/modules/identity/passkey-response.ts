import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { DomainError } from '../../platform/errors/index.js';

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const credential = { id: base64url, rawId: base64url, type: z.literal('public-key') };
const transports = z.array(z.string().max(20)).max(10).optional();

const registration = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports }),
});
const authentication = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});

/** What a browser answers when a passkey was made. @throws DomainError PASSKEY_REFUSED */
export function readRegistration(value: unknown): RegistrationResponseJSON {
  return { ...read(registration, value), clientExtensionResults: {} } as RegistrationResponseJSON;
}

/** What a browser answers when a passkey was used. @throws DomainError PASSKEY_REFUSED */
export function readAuthentication(value: unknown): AuthenticationResponseJSON {
  return { ...read(authentication, value), clientExtensionResults: {} } as AuthenticationResponseJSON;
}

function read<T extends z.ZodType>(form: T, value: unknown): z.output<T> {
  const result = form.safeParse(value);
  if (!result.success) throw passkeyRefused();
  return result.data;
}

export function passkeyRefused(): DomainError {
  return new DomainError(
    'PASSKEY_REFUSED',
    'This passkey was not accepted. Try again, or use your password.',
  );
}
