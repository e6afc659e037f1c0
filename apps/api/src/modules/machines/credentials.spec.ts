import { describe, expect, it } from 'vitest';
import type { Config } from '../../config.js';
import { newId } from '../../platform/ids/index.js';
import { Credentials, TOKEN_SECONDS } from './credentials.js';

const under = (byte: number) => new Credentials({ secretKey: Buffer.alloc(32, byte) } as Config);

describe('an access token', () => {
  const now = new Date('2026-05-01T12:00:00Z');
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

  it('is read for ten minutes, and not a second longer', () => {
    const keyId = newId();
    const token = under(1).makeToken(keyId, now);
    expect(under(1).read(token, later(TOKEN_SECONDS - 1))).toEqual({ keyId, hash: null });
    expect(under(1).read(token, later(TOKEN_SECONDS))).toBeNull();
  });

  it('is good through a change of the node’s secret', () => {
    const changed = new Credentials({
      secretKey: Buffer.alloc(32, 2),
      previousSecretKey: Buffer.alloc(32, 1),
    } as Config);
    const keyId = newId();
    expect(changed.read(under(1).makeToken(keyId, now), now)).toEqual({ keyId, hash: null });
    expect(under(2).read(changed.makeToken(keyId, now), now)).toEqual({ keyId, hash: null });
  });

  it('of another node is none', () => {
    expect(under(2).read(under(1).makeToken(newId(), now), now)).toBeNull();
  });
});
