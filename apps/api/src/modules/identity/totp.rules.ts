import { TOTP, Secret } from 'otpauth';

const PERIOD_S = 30;
/** A clock may be a step off in either direction (RFC 6238, 5.2). */
const STEPS_OFF = 1;
// What every authenticator app takes: RFC 6238 with SHA-1, six digits, half a minute.
const FORM = { algorithm: 'SHA1', digits: 6, period: PERIOD_S } as const;
const ISSUER = 'Custodia';

/** What the authenticator app reads from the QR code. */
export function totpUri(secret: Buffer, account: string): string {
  return new TOTP({ ...FORM, issuer: ISSUER, label: account, secret: secretOf(secret) }).toString();
}

/** The secret for those who type it. */
export function totpText(secret: Buffer): string {
  return secretOf(secret).base32;
}

/** The time step that a code belongs to, or null for a code that is wrong now. */
export function stepOfCode(secret: Buffer, typed: string, now: Date): number | null {
  const token = typed.replaceAll(' ', '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = new TOTP({ ...FORM, secret: secretOf(secret) }).validate({
    token,
    timestamp: now.getTime(),
    window: STEPS_OFF,
  });
  return delta === null ? null : Math.floor(now.getTime() / 1_000 / PERIOD_S) + delta;
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
