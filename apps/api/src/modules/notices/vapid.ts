import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto';

/** RFC 8292, 2: `exp` is a day from now at most. Half of it, since clocks differ. */
const EXPIRES_S = 12 * 3_600;
const COORDINATE_BYTES = 32;

/** By which push services know this node, and a subscription knows its sender. */
export interface VapidKey {
  readonly signing: KeyObject;
  /** The uncompressed point, base64url: what browsers take as `applicationServerKey`. */
  readonly publicKey: string;
}

/** @throws Error for what is no private key of P-256 */
export function vapidKey(hex: string): VapidKey {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(hex, 'hex');
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 1 + COORDINATE_BYTES), point.subarray(1 + COORDINATE_BYTES)];
  const jwk = { kty: 'EC', crv: 'P-256', x: base64(x), y: base64(y), d: base64(Buffer.from(hex, 'hex')) };
  return { signing: createPrivateKey({ key: jwk, format: 'jwk' }), publicKey: base64(point) };
}

/** RFC 8292, 2 and 3: a JWT for one push service, and the key that it is checked by. */
export function vapidHeader(
  { signing, publicKey }: VapidKey,
  { origin }: URL,
  contact: string | undefined,
  now: Date,
): string {
  const claims = {
    aud: origin,
    exp: Math.floor(now.getTime() / 1_000) + EXPIRES_S,
    ...(contact && { sub: contact }),
  };
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => base64(Buffer.from(JSON.stringify(part))))
    .join('.');
  // RFC 7518, 3.4: the two numbers side by side, not as DER.
  const signature = sign('sha256', Buffer.from(signed), { key: signing, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${base64(signature)}, k=${publicKey}`;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64url');
}
