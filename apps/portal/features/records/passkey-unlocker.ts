import type { Unlocker } from '@custodia/vault';
import { ApiFailure } from './vault-failure';

type PasskeyUnlocker = Extract<Unlocker, { kind: 'passkey' }>;
type Bytes = Uint8Array<ArrayBuffer>;

/** What the passkey's PRF is asked of; the browser adds that it was a web page that asked. */
const PRF_INPUT = new TextEncoder().encode('custodia/record-unlock/v1') as Bytes;
/** EdDSA, ES256 and RS256: the signature itself is of no use here. */
const ALGORITHMS = [-8, -7, -257];

/** Whether this device can open a record with its own lock: it keeps passkeys, and nothing says that it has no PRF. */
export async function hasPasskeyUnlock(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  const { getClientCapabilities } = PublicKeyCredential as {
    getClientCapabilities?: () => Promise<Record<string, boolean>>;
  };
  const capabilities = await getClientCapabilities?.call(PublicKeyCredential);
  if (capabilities?.['extension:prf'] === false) return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

/**
 * Makes a passkey that opens a record, with user verification. No server takes part: what it gives is used here alone.
 * @throws ApiFailure PASSKEY_CANCELLED, PASSKEY_HERE_ALREADY, PASSKEY_WITHOUT_PRF
 */
export async function makePasskeyUnlocker(name: string, known: readonly Bytes[]): Promise<PasskeyUnlocker> {
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'Custodia' },
        user: { id: random(32), name, displayName: name },
        challenge: random(32),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: known.map((id) => ({ type: 'public-key', id })),
        extensions: { prf: { eval: { first: PRF_INPUT } } },
      },
    }),
  );
  const { prf } = made.getClientExtensionResults();
  if (prf?.results) return unlockerOf(made);
  if (!prf?.enabled) throw withoutPrf();
  return showPasskeyUnlocker([new Uint8Array(made.rawId)]);
}

/** @throws ApiFailure PASSKEY_CANCELLED, PASSKEY_WITHOUT_PRF */
export async function showPasskeyUnlocker(known: readonly Bytes[]): Promise<PasskeyUnlocker> {
  const shown = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: known.map((id) => ({ type: 'public-key', id })),
        userVerification: 'required',
        extensions: { prf: { eval: { first: PRF_INPUT } } },
      },
    }),
  );
  return unlockerOf(shown);
}

function unlockerOf(credential: PublicKeyCredential): PasskeyUnlocker {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) throw withoutPrf();
  const prf = new Uint8Array(ArrayBuffer.isView(first) ? first.buffer.slice(0) : first) as Bytes;
  return { kind: 'passkey', credentialId: new Uint8Array(credential.rawId), prf };
}

/** The browser's own window says why; it tells the page no more than that nothing came of it. */
async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
    throw new DOMException('No passkey was given.', 'NotAllowedError');
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    const code = name === 'InvalidStateError' ? 'PASSKEY_HERE_ALREADY' : 'PASSKEY_CANCELLED';
    throw new ApiFailure({ code, message });
  }
}

function withoutPrf(): ApiFailure {
  return new ApiFailure({
    code: 'PASSKEY_WITHOUT_PRF',
    message: 'This passkey cannot open a record: its device gives no secret for it.',
  });
}

function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
