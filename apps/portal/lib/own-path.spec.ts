import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path';

describe('where a sign-in goes on', () => {
  it.each([
    'javascript:/pharmacy/%0aalert(1)',
    'https:/pharmacy/x',
    '//evil.example/pharmacy',
    '/\\evil.example/pharmacy',
    '\\\\evil.example',
    'evil.example/pharmacy',
    'https://evil.example/pharmacy',
    '/pharmacy\n//evil.example',
    '',
  ])('is never %j', (wanted) => {
    expect(ownPath(wanted)).toBeUndefined();
  });

  it('is a page of the portal', () => {
    expect(ownPath('/pharmacy/scan?x=1#y')).toBe('/pharmacy/scan?x=1#y');
    expect(ownPath(null)).toBeUndefined();
  });
});
