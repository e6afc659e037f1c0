import { randomBytes, toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { VaultError, orFail, type VaultCode } from './errors.js';
import { decrypt, derive, encrypt } from './hashing.js';
import type { Pseudonym } from './identity.js';
import { ARGON2, argon2Fields, checkPassphrase, passphraseKey } from './passphrase.js';
import { parseRecoveryCode } from './recovery-code.js';
import { bytes, exactly, oneOf, record, type Read } from './shape.js';

/** Something that opens a keybag, as the person presents it. */
export type Unlocker =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'recovery-code'; readonly code: string }
  /** What the passkey's PRF extension gave, with user verification. */
  | { readonly kind: 'passkey'; readonly credentialId: Bytes; readonly prf: Bytes }
  /** What recovery contacts and nodes gave together, see `combineRecovery`. */
  | { readonly kind: 'contacts'; readonly secret: Bytes };

export type UnlockerKind = Unlocker['kind'];

const common = { id: bytes(16), sealed: bytes() };

/** A wrapped root secret, as the keybag keeps it. */
export const wrap = oneOf({
  passphrase: record({ kind: exactly('passphrase'), ...common, salt: bytes(16), cost: argon2Fields }),
  'recovery-code': record({ kind: exactly('recovery-code'), ...common }),
  passkey: record({ kind: exactly('passkey'), ...common, credentialId: bytes() }),
  contacts: record({ kind: exactly('contacts'), ...common }),
});
export type Wrap = Read<typeof wrap>;

const WRONG: Readonly<Record<UnlockerKind, readonly [VaultCode, string]>> = {
  passphrase: ['WRONG_PASSPHRASE', 'This is not the passphrase of this record.'],
  'recovery-code': [
    'WRONG_RECOVERY_CODE',
    'This recovery code is well typed, but is not that of this record.',
  ],
  passkey: ['WRONG_PASSKEY', 'This passkey does not open this record.'],
  contacts: ['WRONG_KEY', 'What the recovery contacts gave does not open this record.'],
};

/** Wraps a secret for an unlocker. @throws VaultError WEAK_PASSPHRASE and those of a mistyped recovery code */
export async function wrapFor(unlocker: Unlocker, secret: Bytes, owner: Pseudonym): Promise<Wrap> {
  const id = randomBytes(16);
  const open = (): Wrap => {
    const sealed = new Uint8Array(0);
    switch (unlocker.kind) {
      case 'passphrase':
        checkPassphrase(unlocker.passphrase);
        return { kind: unlocker.kind, id, sealed, salt: randomBytes(16), cost: ARGON2 };
      case 'passkey':
        return { kind: unlocker.kind, id, sealed, credentialId: unlocker.credentialId };
      case 'recovery-code':
      case 'contacts':
        return { kind: unlocker.kind, id, sealed };
    }
  };
  const empty = open();
  return { ...empty, sealed: await encrypt(await keyOf(unlocker, empty), secret, aadOf(empty, owner)) };
}

/** The secret of a wrap. @throws VaultError that says which kind of unlocker was wrong */
export async function unwrapWith(unlocker: Unlocker, from: Wrap, owner: Pseudonym): Promise<Bytes> {
  const key = await keyOf(unlocker, from);
  return orFail(() => decrypt(key, from.sealed, aadOf(from, owner)), ...WRONG[unlocker.kind]);
}

/** Whether an unlocker is meant for a wrap. */
export function fits(unlocker: Unlocker, { kind, ...rest }: Wrap): boolean {
  if (unlocker.kind !== kind) return false;
  if (unlocker.kind !== 'passkey') return true;
  return 'credentialId' in rest && toBase64Url(rest.credentialId) === toBase64Url(unlocker.credentialId);
}

/** The failure of an unlocker that opens none of the wraps. */
export function wrongUnlocker(kind: UnlockerKind): VaultError {
  return new VaultError(...WRONG[kind]);
}

/** A wrap as JSON. */
export function wrapJson(from: Wrap) {
  const { id, sealed } = from;
  return { ...plainFields(from), id: toBase64Url(id), sealed: toBase64Url(sealed) };
}

function plainFields(from: Wrap) {
  switch (from.kind) {
    case 'passphrase':
      return { kind: from.kind, salt: toBase64Url(from.salt), cost: { ...from.cost } };
    case 'passkey':
      return { kind: from.kind, credentialId: toBase64Url(from.credentialId) };
    case 'recovery-code':
    case 'contacts':
      return { kind: from.kind };
  }
}

/** Bound to the kind, its parameters and the patient: a wrap moved elsewhere does not open. */
function aadOf(from: Wrap, owner: Pseudonym): Bytes {
  return canonicalBytes({
    label: 'custodia/keybag-wrap/v1',
    owner,
    id: toBase64Url(from.id),
    ...plainFields(from),
  });
}

async function keyOf(unlocker: Unlocker, from: Wrap): Promise<Bytes> {
  switch (unlocker.kind) {
    case 'passphrase': {
      if (from.kind !== 'passphrase') throw wrongUnlocker(unlocker.kind);
      const stretched = await passphraseKey(unlocker.passphrase, from.salt, from.cost);
      return derive(stretched, 'unlock/passphrase/v1', from.id, 32);
    }
    case 'recovery-code':
      return derive(parseRecoveryCode(unlocker.code), 'unlock/recovery-code/v1', from.id, 32);
    case 'passkey':
      return derive(unlocker.prf, 'unlock/passkey/v1', unlocker.credentialId, 32);
    case 'contacts':
      return derive(unlocker.secret, 'unlock/contacts/v1', from.id, 32);
  }
}
