import { describe, expect, it } from 'vitest';
import { bytesOfId, idOfBytes, isId, newId } from './new-id.js';

describe('ids', () => {
  it('are version 7 UUIDs of the RFC 9562 variant', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('increase strictly, also many within one millisecond and when the clock goes back', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(4_000_000_000_000));
    ids.push(newId(3_999_999_999_000));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are 16 bytes, and what they were when written again', () => {
    const id = newId();
    expect(bytesOfId(id)).toHaveLength(16);
    expect(idOfBytes(bytesOfId(id))).toBe(id);
  });

  it('are told from other text', () => {
    expect(isId(newId())).toBe(true);
    for (const text of ['', '1', "' OR 1=1", newId() + '0', newId().replaceAll('-', '')]) {
      expect(isId(text)).toBe(false);
    }
  });
});
