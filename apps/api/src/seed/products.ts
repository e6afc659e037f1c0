import type { Gtin } from '@custodia/gs1';

export interface DemoProduct {
  readonly gtin: Gtin;
  readonly ndc: string;
  readonly name: string;
  readonly substance: string;
  readonly strength: string;
  readonly form: string;
  readonly baseUnit: string;
  readonly packQuantity: number;
  readonly prescriptionOnly: boolean;
  readonly schedule?: string;
}

const product = (
  gtin: string,
  ndc: string,
  name: string,
  substance: string,
  strength: string,
  form: string,
  packQuantity: number,
  more: { readonly otc?: boolean; readonly schedule?: string } = {},
): DemoProduct => ({
  gtin: gtin as Gtin,
  ndc,
  name,
  substance,
  strength,
  form,
  baseUnit: form,
  packQuantity,
  prescriptionOnly: !more.otc,
  ...(more.schedule ? { schedule: more.schedule } : {}),
});

/**
 * Real packages: GTIN, NDC, name, substance and strength as the FDA's NDC directory of 2015 gives them (public domain).
 * The number of units in a pack and the demo makers are made up.
 */
export const PRODUCTS = {
  amoxicillin: product(
    '00307812613764',
    '0781-2613-76',
    'Amoxicillin',
    'amoxicillin',
    '500 mg',
    'capsule',
    21,
  ),
  amoxicillinTwin: product(
    '00300933109055',
    '0093-3109-05',
    'Amoxicillin',
    'amoxicillin',
    '500 mg',
    'capsule',
    21,
  ),
  atorvastatin: product(
    '00305913775190',
    '0591-3775-19',
    'Atorvastatin Calcium',
    'atorvastatin',
    '20 mg',
    'tablet',
    90,
  ),
  amlodipine: product(
    '00300937167556',
    '0093-7167-55',
    'Amlodipine Besylate',
    'amlodipine',
    '5 mg',
    'tablet',
    90,
  ),
  azithromycin: product(
    '00300937169567',
    '0093-7169-56',
    'Azithromycin',
    'azithromycin',
    '500 mg',
    'tablet',
    3,
  ),
  warfarin: product('00300560172705', '0056-0172-70', 'Coumadin', 'warfarin', '5 mg', 'tablet', 30),
  losartan: product('00300060951824', '0006-0951-82', 'Cozaar', 'losartan', '25 mg', 'tablet', 30),
  codeine: product(
    '00304060484016',
    '0406-0484-01',
    'Acetaminophen and Codeine Phosphate',
    'acetaminophen, codeine',
    '300 mg / 30 mg',
    'tablet',
    100,
    { schedule: 'CIII' },
  ),
  /** With the next one, a pair of which a warning tells at the counter. */
  clarithromycin: product(
    '00307811962603',
    '0781-1962-60',
    'Clarithromycin',
    'clarithromycin',
    '500 mg',
    'tablet',
    14,
  ),
  simvastatin: product('00309045800614', '0904-5800-61', 'Simvastatin', 'simvastatin', '10 mg', 'tablet', 30),
  ibuprofen: product('00305730160209', '0573-0160-20', 'Advil', 'ibuprofen', '200 mg', 'caplet', 24, {
    otc: true,
  }),
  cetirizine: product(
    '00305364088078',
    '0536-4088-07',
    'Cetirizine Hydrochloride',
    'cetirizine',
    '10 mg',
    'tablet',
    30,
    { otc: true },
  ),
} as const;
