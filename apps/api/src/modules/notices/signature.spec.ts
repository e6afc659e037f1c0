import { expect, it } from 'vitest';
import { newSecret, signedHeaders } from './signature.js';

it('signs as Standard Webhooks publishes it', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const at = new Date(1_614_265_330_999);
  expect(signedHeaders([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with the former secret, too, while there is one', () => {
  const [one, other] = [newSecret(), newSecret()];
  const signatureOf = (...secrets: string[]) =>
    signedHeaders(secrets, 'msg_1', new Date(0), '{}')['webhook-signature'];
  expect(signatureOf(one, other)).toBe(`${signatureOf(one)} ${signatureOf(other)}`);
});

it('makes secrets of 256 bits, never the same', () => {
  expect(Buffer.from(newSecret().slice('whsec_'.length), 'base64')).toHaveLength(32);
  expect(newSecret()).not.toBe(newSecret());
});
