import type { Category } from '@custodia/vault';
import { PRODUCTS, type DemoProduct } from './products.js';

/** The demo's patient. What opens the record is known to everybody, like the demo's password. */
export const PATIENT = {
  email: 'grace@patient.example',
  name: 'Grace Miller',
  passphrase: 'harvest-lantern-copper-meadow',
  recoveryCode: '5TZNS-7KGSG-JC6X8-5E4NA-2PBK8-HYDWN-FWDXV-MHDK7',
} as const;

interface DemoEntry {
  /** Who wrote it. */
  readonly by: string;
  readonly category: Category;
  readonly daysAgo: number;
  readonly resource: { readonly resourceType: string; readonly [key: string]: unknown };
}

const PHARMACIST = 'lena@harbor.example';
const PRACTICE = 'dr.hale@riverside.example';
const CLINIC = 'dr.amin@heart.example';

const dayBefore = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
const day = (daysAgo: number) => dayBefore(daysAgo).slice(0, 10);
const numbered = (id: string) => [{ system: 'urn:custodia:entry', value: id }];
const display = (name: string) => [{ actor: { display: name } }];

function dispensed(product: DemoProduct, lot: string, daysAgo: number, days: number): DemoEntry {
  const { gtin, name, substance, strength, form, packQuantity, baseUnit } = product;
  return {
    by: PHARMACIST,
    category: 'medications',
    daysAgo,
    resource: {
      resourceType: 'MedicationDispense',
      identifier: [{ system: 'urn:custodia:dispense-line', value: `demo-${gtin}-${daysAgo}` }],
      status: 'completed',
      medicationCodeableConcept: {
        coding: [
          { system: 'https://www.gs1.org/gtin', code: gtin, display: name },
          { system: 'urn:custodia:substance', code: substance },
        ],
        text: [name, strength, form].join(', '),
      },
      performer: display('Harbor Pharmacy'),
      quantity: { value: packQuantity, unit: baseUnit },
      daysSupply: { value: days, unit: 'd' },
      whenHandedOver: dayBefore(daysAgo),
      note: [{ text: `Lot ${lot}` }],
    },
  };
}

function prescribed(product: DemoProduct, dosage: string, repeats: number, daysAgo: number): DemoEntry {
  const { name, substance, strength, form } = product;
  return {
    by: PRACTICE,
    category: 'medications',
    daysAgo,
    resource: {
      resourceType: 'MedicationRequest',
      identifier: numbered(`demo-request-${substance}`),
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: {
        coding: [{ system: 'urn:custodia:substance', code: substance }],
        text: [name, strength, form].join(', '),
      },
      dosageInstruction: [{ text: dosage }],
      dispenseRequest: { numberOfRepeatsAllowed: repeats },
      authoredOn: day(daysAgo),
    },
  };
}

/** What stands in the record: the warfarin is of the lot that the demo recalls. */
export const ENTRIES: readonly DemoEntry[] = [
  prescribed(PRODUCTS.atorvastatin, '1 tablet in the evening', 2, 92),
  dispensed(PRODUCTS.atorvastatin, 'NW6B031', 85, 90),
  prescribed(PRODUCTS.warfarin, '1 tablet a day, as the INR says', 3, 41),
  dispensed(PRODUCTS.warfarin, 'LK2601R', 12, 100),
  {
    by: PRACTICE,
    category: 'medications',
    daysAgo: 30,
    resource: {
      resourceType: 'Immunization',
      identifier: numbered('demo-influenza'),
      status: 'completed',
      vaccineCode: { text: 'Influenza vaccine, this season' },
      occurrenceDateTime: day(30),
    },
  },
  {
    by: PRACTICE,
    category: 'allergies',
    daysAgo: 400,
    resource: {
      resourceType: 'AllergyIntolerance',
      identifier: numbered('demo-penicillin'),
      code: { text: 'Penicillin: rash' },
      recordedDate: day(400),
    },
  },
  {
    by: PRACTICE,
    category: 'emergency-summary',
    daysAgo: 41,
    resource: {
      resourceType: 'Condition',
      identifier: numbered('demo-fibrillation'),
      code: { text: 'Atrial fibrillation' },
      recordedDate: day(41),
    },
  },
  {
    by: PRACTICE,
    category: 'laboratory',
    daysAgo: 10,
    resource: {
      resourceType: 'Observation',
      identifier: numbered('demo-inr'),
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '6301-6' }], text: 'INR' },
      effectiveDateTime: day(10),
      valueQuantity: { value: 2.4 },
    },
  },
  {
    by: CLINIC,
    category: 'cardiology',
    daysAgo: 38,
    resource: {
      resourceType: 'DiagnosticReport',
      identifier: numbered('demo-echo'),
      status: 'final',
      code: { text: 'Echocardiogram: left ventricle of normal size and function' },
      effectiveDateTime: day(38),
    },
  },
];

/** Somebody who was allowed a part, and looked at it. */
export interface Looker {
  readonly email: string;
  readonly ownNumber: string;
  readonly categories: readonly Category[];
  readonly days: number;
  readonly words: string;
  /** Ended by the patient: the next look was refused. */
  readonly stopped?: boolean;
}

export const LOOKERS: readonly Looker[] = [
  {
    email: PHARMACIST,
    ownNumber: 'H-2041',
    categories: ['medications', 'allergies'],
    days: 90,
    words: 'To check what goes together at the counter.',
  },
  {
    email: CLINIC,
    ownNumber: 'HC 7731',
    categories: ['cardiology', 'medications', 'laboratory'],
    days: 14,
    words: 'Before the check-up on Thursday.',
    stopped: true,
  },
];
