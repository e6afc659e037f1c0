import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { Outcome } from '@/lib/mutate';

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof window !== 'undefined' && 'PublicKeyCredential' in window;
}

/** Has the browser make a passkey. */
export async function makePasskey(options: unknown): Promise<Outcome<unknown>> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return asked(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
}

/** Has the browser show one of its passkeys. */
export async function showPasskey(options: unknown): Promise<Outcome<unknown>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return asked(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
}

/** Why it did not work is told by the browser’s own window; a second sentence of ours says that nothing happened. */
async function asked(answer: Promise<unknown>): Promise<Outcome<unknown>> {
  try {
    return { ok: true, data: await answer };
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    const code = name === 'InvalidStateError' ? 'PASSKEY_HERE_ALREADY' : 'PASSKEY_CANCELLED';
    return { ok: false, failure: { code, message } };
  }
}
