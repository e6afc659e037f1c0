import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealContent, unsealContent } from './content-sealing.js';
import type { PrescriptionContent } from './prescription-content.js';

const id = '0198c1f2-7e3a-7c11-9f00-00aa55ff1234';
const key = randomBytes(32).toString('base64url');
const content: PrescriptionContent = {
  version: 1,
  patientName: 'Ada Example',
  patientBirthDate: '1960-02-29',
  medicines: [
    {
      ordinals: [0, 1],
      substance: 'Acarbose',
      baseUnit: 'tablet',
      dosage: 'one with each meal',
      substitutionAllowed: true,
    },
  ],
};

describe('a sealed prescription', () => {
  const sealed = sealContent(content, key, id);

  it('stays closed for another key', () => {
    expect(unsealContent(sealed, randomBytes(32).toString('base64url'), id)).toBeUndefined();
  });

  it.each(['', 'short', 'x'.repeat(300)])('stays closed for something that is no key: %j', (text) => {
    expect(unsealContent(sealed, text, id)).toBeUndefined();
  });

  it('stays closed under the id of another prescription', () => {
    expect(unsealContent(sealed, key, id.replace('1234', '1235'))).toBeUndefined();
  });

  it('stays closed after any byte was changed', () => {
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(unsealContent(changed, key, id)).toBeUndefined();
    }
  });

  it('opens with its own key, and shows nothing without it', () => {
    expect(unsealContent(sealed, key, id)).toEqual(content);
    expect(sealed.toString('latin1')).not.toContain('Ada');
  });
});
