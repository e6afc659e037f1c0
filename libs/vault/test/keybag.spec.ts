import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes, toBase64Url } from '../src/bytes.js';
import {
  addUnlocker,
  canonicalBytes,
  checkPassphrase,
  createKeybag,
  newPassphrase,
  newRecoveryCode,
  openKeybag,
  parseCanonical,
  patientKeysOf,
  readKeybag,
  type Json,
  type OpenKeybag,
  type Unlocker,
} from '../src/index.js';

const passphrase = { kind: 'passphrase', passphrase: 'vier Äpfel, ein Fahrrad' } as const satisfies Unlocker;
const code = { kind: 'recovery-code', code: newRecoveryCode() } as const satisfies Unlocker;
const passkey = {
  kind: 'passkey',
  credentialId: randomBytes(16),
  prf: randomBytes(32),
} as const satisfies Unlocker;
const contacts = { kind: 'contacts', secret: randomBytes(32) } as const satisfies Unlocker;

let whole: OpenKeybag;
beforeAll(async () => {
  whole = await createKeybag([passphrase, code, passkey, contacts]);
});

type Fields = { readonly [key: string]: Json };
const jsonOf = (bytes: Uint8Array) => parseCanonical(bytes) as Fields & { readonly wraps: readonly Fields[] };

describe('a keybag', () => {
  it.each([passphrase, code, passkey, contacts])('opens with its $kind', async (unlocker) => {
    const opened = await openKeybag(whole.bytes, unlocker);
    expect(opened.rootSecret).toEqual(whole.rootSecret);
    expect((await patientKeysOf(opened.rootSecret)).pseudonym).toBe(whole.bag.pseudonym);
  });

  it('takes a passphrase as another keyboard spells it', async () => {
    const decomposed = 'vier A\u0308pfel,  ein Fahrrad ';
    expect(await openKeybag(whole.bytes, { kind: 'passphrase', passphrase: decomposed })).toMatchObject({
      rootSecret: whole.rootSecret,
    });
  });

  it.each<[Unlocker, string]>([
    [{ kind: 'passphrase', passphrase: 'vier Äpfel, ein Fahrrat' }, 'WRONG_PASSPHRASE'],
    [{ kind: 'recovery-code', code: newRecoveryCode() }, 'WRONG_RECOVERY_CODE'],
    [{ kind: 'recovery-code', code: 'ABCDE' }, 'RECOVERY_CODE_GROUP'],
    [{ ...passkey, prf: randomBytes(32) }, 'WRONG_PASSKEY'],
    [{ ...passkey, credentialId: randomBytes(16) }, 'UNLOCKER_MISSING'],
    [{ kind: 'contacts', secret: randomBytes(32) }, 'WRONG_KEY'],
  ])('says what is wrong with another $kind', async (unlocker, expected) => {
    const shown = unlocker.kind === 'recovery-code' && unlocker.code === 'ABCDE' ? mistyped() : unlocker;
    await expect(openKeybag(whole.bytes, shown)).rejects.toMatchObject({ code: expected });
  });

  it('is not made with one kind of unlocker', async () => {
    await expect(createKeybag([code])).rejects.toMatchObject({ code: 'TOO_FEW_UNLOCKERS' });
    const second: Unlocker = { kind: 'recovery-code', code: newRecoveryCode() };
    await expect(createKeybag([code, second])).rejects.toMatchObject({ code: 'TOO_FEW_UNLOCKERS' });
  });

  it('is not made with a passphrase that is soon guessed', async () => {
    for (const weak of [
      'short',
      'aaaaaaaaaaaaaaaa',
      'abcdefghijklmnop',
      '123456789012345',
      'abababababababab',
      'password1234',
      'P@ssw0rd2026!!',
      'Passwort-123456',
      'correct horse battery staple',
      'qwertyuiop1234',
      'custodia-demo-1',
    ])
      expect(() => checkPassphrase(weak), weak).toThrow(expect.objectContaining({ code: 'WEAK_PASSPHRASE' }));
    await expect(createKeybag([{ kind: 'passphrase', passphrase: 'password' }, code])).rejects.toMatchObject({
      code: 'WEAK_PASSPHRASE',
    });
    const made = Array.from({ length: 50 }, newPassphrase);
    made.forEach(checkPassphrase);
    expect(new Set(made).size).toBe(50);
  });

  it('of an earlier version is noticed by a device that saw a later one', async () => {
    const later = await addUnlocker(whole, { kind: 'recovery-code', code: newRecoveryCode() });
    expect(later.bag.version).toBe(2);
    expect(await openKeybag(later.bytes, code, 2)).toMatchObject({ rootSecret: whole.rootSecret });
    await expect(openKeybag(whole.bytes, code, 2)).rejects.toMatchObject({ code: 'KEYBAG_ROLLED_BACK' });
    // The planted weakness: a device that remembers nothing takes the old one, and so would one that is new.
    expect(await openKeybag(whole.bytes, code)).toMatchObject({ rootSecret: whole.rootSecret });
  });

  it('is noticed to be altered, whatever was altered', async () => {
    const json = jsonOf(whole.bytes);
    const [first, ...others] = json.wraps;
    const stranger = await createKeybag([code, contacts]);
    const changes: Record<string, Json> = {
      version: 9,
      mac: toBase64Url(randomBytes(32)),
      wraps: others,
    };
    for (const [field, value] of Object.entries(changes)) {
      const changed = canonicalBytes({ ...json, [field]: value });
      await expect(openKeybag(changed, code), field).rejects.toMatchObject({ code: 'KEYBAG_ALTERED' });
    }
    const moved = canonicalBytes({ ...json, pseudonym: stranger.bag.pseudonym });
    await expect(openKeybag(moved, code)).rejects.toMatchObject({ code: 'WRONG_RECOVERY_CODE' });
    // A server that asks for a cheaper hash learns more from a guess: it is refused before anything is computed.
    const cheap = { ...first, cost: { memoryKib: 8, passes: 1, lanes: 1 } };
    expect(() => readKeybag(canonicalBytes({ ...json, wraps: [cheap, ...others] }))).toThrow(
      expect.objectContaining({ code: 'MALFORMED' }),
    );
  });

  it('keeps nothing of its secrets in the open', () => {
    const text = new TextDecoder().decode(whole.bytes);
    for (const secret of [whole.rootSecret, contacts.secret, passkey.prf])
      expect(text).not.toContain(toBase64Url(secret));
  });
});

function mistyped(): Unlocker {
  const right = code.code;
  const last = right.endsWith('0') ? '1' : '0';
  return { kind: 'recovery-code', code: right.slice(0, -1) + last };
}
