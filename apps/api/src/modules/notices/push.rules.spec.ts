import { expect, it } from 'vitest';
import { pushEndpoint } from './push.rules.js';

const services = ['fcm.googleapis.com', 'push.apple.com'];

it.each(['https://fcm.googleapis.com/fcm/send/a:b', 'https://web.push.apple.com/Q?x=1'])(
  '%s is taken',
  (text) => {
    expect(pushEndpoint(text, services)?.href).toBe(text);
  },
);

it.each([
  'http://fcm.googleapis.com/x',
  'https://evilfcm.googleapis.com.example/x',
  'https://notpush.apple.com/x',
  'https://googleapis.com/x',
  'https://user@fcm.googleapis.com/x',
  'https://fcm.googleapis.com/x#y',
  'https://10.0.0.1/',
  `https://fcm.googleapis.com/${'x'.repeat(2_000)}`,
  'fcm.googleapis.com',
  '',
])('%s is not', (text) => {
  expect(pushEndpoint(text, services)).toBeUndefined();
});
