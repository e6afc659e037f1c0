import { describe, expect, it } from 'vitest';
import { packFits, type OfferedProduct, type PrescribedMedicine } from './pack-fit.rules.js';

const item: PrescribedMedicine = {
  substance: 'Quinapril Hydrochloride',
  strength: '10 mg',
  form: 'tablet',
  baseUnit: 'tablet',
  substitutionAllowed: true,
};
const product: OfferedProduct = {
  gtin: '00300710530232',
  name: 'Accupril 10 mg',
  substance: 'Quinapril Hydrochloride',
  strength: '10 MG',
  form: 'Tablet',
  baseUnit: 'tablet',
};

function refusal(of: Partial<PrescribedMedicine>, offered: Partial<OfferedProduct> = {}, reason?: string) {
  const fit = packFits({ ...item, ...of }, { ...product, ...offered }, reason);
  return fit.fits ? undefined : fit.code;
}

describe('a pack that does not fit', () => {
  it('holds another substance, whatever the reason', () => {
    expect(refusal({ substance: 'Acarbose' }, {}, 'out of stock')).toBe('PACK_OTHER_SUBSTANCE');
  });
  it('holds only one of two substances', () => {
    expect(refusal({ substance: 'Quinapril Hydrochloride and Hydrochlorothiazide' })).toBe(
      'PACK_OTHER_SUBSTANCE',
    );
  });
  it('has another strength', () => {
    expect(refusal({}, { strength: '20 mg' })).toBe('PACK_OTHER_STRENGTH');
    expect(refusal({}, { strength: '10 mcg' })).toBe('PACK_OTHER_STRENGTH');
    expect(refusal({}, { strength: null })).toBe('PACK_OTHER_STRENGTH');
  });
  it('is counted in another unit', () => {
    expect(refusal({}, { baseUnit: 'ml' })).toBe('PACK_OTHER_UNIT');
  });
  it('is another product than the one prescribed by name, and substitution is forbidden', () => {
    const named = { productGtin: '00301151152014', substitutionAllowed: false };
    expect(refusal(named, {}, 'out of stock')).toBe('SUBSTITUTION_NOT_ALLOWED');
  });
  it('is a substitute without a reason', () => {
    expect(refusal({ productGtin: '00301151152014' })).toBe('SUBSTITUTION_REASON_MISSING');
    expect(refusal({ productGtin: '00301151152014' }, {}, '  ')).toBe('SUBSTITUTION_REASON_MISSING');
  });
  it('has another form, and substitution is forbidden', () => {
    expect(refusal({ form: 'capsule', substitutionAllowed: false })).toBe('SUBSTITUTION_NOT_ALLOWED');
  });
});

describe('a pack that fits', () => {
  it('is the prescribed substance in the prescribed strength, however written', () => {
    for (const strength of ['10mg', '10 MG', '0.01 g', '0,01 g', '10000 µg', '10000 mcg']) {
      expect(packFits(item, { ...product, strength })).toEqual({ fits: true, substituted: false });
    }
  });
  it('is a combination whose substances come in another order', () => {
    const both = packFits(
      { ...item, substance: 'Sulfamethoxazole and Trimethoprim', strength: '800 mg/160 mg' },
      { ...product, substance: 'Trimethoprim; Sulfamethoxazole', strength: '800MG / 160MG' },
    );
    expect(both).toEqual({ fits: true, substituted: false });
  });
  it('is any strength where none was prescribed', () => {
    expect(packFits({ ...item, strength: undefined }, { ...product, strength: '20 mg' }).fits).toBe(true);
  });
  it('is a permitted substitute with a reason, and is marked as one', () => {
    const fit = packFits({ ...item, productGtin: '00301151152014' }, product, 'out of stock');
    expect(fit).toEqual({ fits: true, substituted: true });
  });
});
