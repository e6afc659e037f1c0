import type { Category } from '@custodia/vault';

/** FHIR R4 as it lies in a record: built from what we know, and read from what others wrote. Pure. */

type Part = { readonly [key: string]: unknown };

/** A FHIR R4 resource, as far as this file looks at it. */
export interface Resource extends Part {
  readonly resourceType: string;
}

/** What a counter knows of a pack that it handed out. */
export interface DispensedPack {
  /** Of the line at the pharmacy: a correction bears the same one. */
  readonly lineId: string;
  readonly gtin: string;
  readonly name: string;
  readonly substance?: string | undefined;
  readonly strength?: string | undefined;
  readonly form?: string | undefined;
  readonly quantity: number;
  readonly unit: string;
  readonly lotNumber: string;
  readonly pharmacy: string;
  readonly handedOverAt: string;
  /** For how many days it lasts, where somebody said. */
  readonly days?: number | undefined;
}

const GTIN = 'https://www.gs1.org/gtin';
const LINE = 'urn:custodia:dispense-line';
const ENTRY = 'urn:custodia:entry';
const SUBSTANCE = 'urn:custodia:substance';
const VERIFICATION: Readonly<Record<string, string>> = {
  AllergyIntolerance: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
  Condition: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
};

/** https://hl7.org/fhir/R4/medicationdispense.html */
export function medicationDispense(pack: DispensedPack): Resource {
  const { name, substance, strength, form } = pack;
  return {
    resourceType: 'MedicationDispense',
    identifier: [{ system: LINE, value: pack.lineId }],
    status: 'completed',
    medicationCodeableConcept: {
      coding: [
        { system: GTIN, code: pack.gtin, display: name },
        ...(substance ? [{ system: SUBSTANCE, code: substance }] : []),
      ],
      text: [name, strength, form].filter(Boolean).join(', '),
    },
    performer: [{ actor: { display: pack.pharmacy } }],
    quantity: { value: pack.quantity, unit: pack.unit },
    ...(pack.days && { daysSupply: { value: pack.days, unit: 'days' } }),
    whenHandedOver: pack.handedOverAt,
    note: [{ text: `Lot ${pack.lotNumber}` }],
  };
}

/** The same taken back: what was written first stays, and this is shown before it. */
export function takenBack(resource: Resource): Resource {
  // R4 gives these two a verification status in the place of a status.
  const system = VERIFICATION[resource.resourceType];
  if (system) return { ...resource, verificationStatus: { coding: [{ system, code: 'entered-in-error' }] } };
  return { ...resource, status: 'entered-in-error' };
}

/** Gives what somebody writes a number of its own: a correction bears the same one. */
export function numbered(resource: Resource, id: string): Resource {
  return { ...resource, identifier: [{ system: ENTRY, value: id }] };
}

/** https://hl7.org/fhir/R4/medicationrequest.html */
export function medicationRequest(asked: {
  text: string;
  dosage: string;
  repeats: number;
  on: string;
  /** Why it was prescribed though something warned of it. */
  overridden?: string | undefined;
}): Resource {
  return {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: asked.text },
    dosageInstruction: [{ text: asked.dosage }],
    dispenseRequest: { numberOfRepeatsAllowed: asked.repeats },
    authoredOn: asked.on,
    ...(asked.overridden && { note: [{ text: asked.overridden }] }),
  };
}

/** https://hl7.org/fhir/R4/allergyintolerance.html */
export function allergyIntolerance(text: string, recordedDate: string): Resource {
  return { resourceType: 'AllergyIntolerance', code: { text }, recordedDate };
}

/** https://hl7.org/fhir/R4/condition.html */
export function condition(text: string, recordedDate: string): Resource {
  return { resourceType: 'Condition', code: { text }, recordedDate };
}

/** https://hl7.org/fhir/R4/immunization.html */
export function immunization(text: string, occurrenceDateTime: string): Resource {
  return { resourceType: 'Immunization', status: 'completed', vaccineCode: { text }, occurrenceDateTime };
}

/** https://hl7.org/fhir/R4/documentreference.html */
export function documentReference(
  title: string,
  /** The file itself, or where its bytes lie. */
  attachments: readonly { readonly contentType: string }[],
  date: string,
): Resource {
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    description: title,
    date,
    content: attachments.map((attachment) => ({ attachment: { title, ...attachment } })),
  };
}

/** The file of a document, where it has one that can be shown safely. */
export function fileIn(
  resource: Resource,
): { readonly contentType: string; readonly data: string } | undefined {
  if (resource.resourceType !== 'DocumentReference') return undefined;
  const contentType = firstOf(resource['content'], 'attachment', 'contentType');
  const data = firstOf(resource['content'], 'attachment', 'data');
  return data !== '' && FILE_TYPES.includes(contentType) ? { contentType, data } : undefined;
}

/** Kinds of files that a record takes: what a browser shows without running anything. */
export const FILE_TYPES: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png'];

const CATEGORY_OF: Readonly<Record<string, Category>> = {
  MedicationDispense: 'medications',
  MedicationRequest: 'medications',
  MedicationStatement: 'medications',
  MedicationAdministration: 'medications',
  Immunization: 'medications',
  AllergyIntolerance: 'allergies',
  Observation: 'laboratory',
  DiagnosticReport: 'laboratory',
  Condition: 'emergency-summary',
};

/** SNOMED CT and LOINC words of the heart are not enough to guess by: what says cardiology is filed there, all else is not. */
function categoryOf({ resourceType, ...rest }: Resource): Category | undefined {
  const known = CATEGORY_OF[resourceType];
  if (resourceType === 'DocumentReference')
    return JSON.stringify(rest['category'] ?? '')
      .toLowerCase()
      .includes('cardiolog')
      ? 'cardiology'
      : undefined;
  return known;
}

/** What a file holds that a record takes in. */
export interface ReadBundle {
  readonly entries: readonly { readonly category: Category; readonly resource: Resource }[];
  /** Resources that a record has no place for, by their type. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Why a file cannot be taken in. */
export class NotABundle extends Error {
  override readonly name = 'NotABundle';
}

/** Reads a FHIR R4 bundle, an International Patient Summary among them. @throws NotABundle */
export function readBundle(text: string): ReadBundle {
  const bundle = parsed(text);
  if (!isPart(bundle) || bundle['resourceType'] !== 'Bundle' || !Array.isArray(bundle['entry']))
    throw new NotABundle('The file holds no FHIR bundle.');
  const entries: { category: Category; resource: Resource }[] = [];
  const skipped: Record<string, number> = {};
  const medicines = medicinesIn(bundle['entry']);
  for (const each of bundle['entry'] as unknown[]) {
    const resource = isPart(each) ? each['resource'] : undefined;
    if (!isResource(resource)) throw new NotABundle('An entry of the bundle holds no resource.');
    const category = categoryOf(resource);
    if (category) entries.push({ category, resource: withMedicine(resource, medicines) });
    else skipped[resource.resourceType] = (skipped[resource.resourceType] ?? 0) + 1;
  }
  return { entries, skipped };
}

/** One line of a list. */
export interface Summary {
  /** Names what it is; empty where the writer named nothing. */
  readonly title: string;
  /** How much, where it says so. */
  readonly amount: { readonly count: number; readonly unit: string } | undefined;
  readonly detail: string;
  /** ISO 8601, a day or a moment; empty where there is none. */
  readonly date: string;
  readonly state: 'current' | 'taken-back';
  /** Entries with the same are about one thing. */
  readonly about: string | undefined;
}

/** What a resource says, in a line. Whatever is malformed in it is left out, never thrown. */
export function summaryOf(resource: Resource): Summary {
  if (resource.resourceType === 'Bundle') return summaryOfBundle(resource);
  const concept = ['medicationCodeableConcept', 'vaccineCode', 'code', 'type'].map((key) =>
    textOf(resource[key]),
  );
  const title = concept.find(Boolean) ?? wordsOf(resource['description']);
  const quantity = isPart(resource['quantity']) ? resource['quantity'] : {};
  const { value: count, unit } = quantity;
  const by = firstOf(resource['performer'], 'actor', 'display');
  const dosage = firstOf(resource['dosageInstruction'], 'text');
  const dates = [
    'whenHandedOver',
    'effectiveDateTime',
    'authoredOn',
    'occurrenceDateTime',
    'onsetDateTime',
    'recordedDate',
    'date',
  ];
  const isOrder = ['MedicationRequest', 'ServiceRequest'].includes(resource.resourceType);
  const note = isOrder ? firstOf(resource['note'], 'text') : '';
  return {
    title,
    amount: typeof count === 'number' && typeof unit === 'string' ? { count, unit } : undefined,
    detail: [resultIn(resource), dosage, by, note].filter(Boolean).join(' · '),
    date: dates.map((key) => wordsOf(resource[key])).find(Boolean) ?? '',
    state: isTakenBack(resource) ? 'taken-back' : 'current',
    about: firstOf(resource['identifier'], 'value') || undefined,
  };
}

/** A resource in one line, for those who read a bundle without a program that knows it. */
export function lineOf(resource: Resource): string {
  const { title, amount, detail, date } = summaryOf(resource);
  return [title, amount && `${amount.count} ${amount.unit}`, detail, date].filter(Boolean).join(', ');
}

/** What a test came to, in words. Whatever is malformed is left out, never thrown. */
function resultIn({ valueQuantity, valueString, valueCodeableConcept }: Resource): string {
  if (isPart(valueQuantity)) {
    const { comparator, value, unit } = valueQuantity;
    if (typeof value === 'number')
      return [wordsOf(comparator) + String(value), wordsOf(unit)].join(' ').trim();
  }
  return wordsOf(valueString) || (isPart(valueCodeableConcept) ? wordsOf(valueCodeableConcept['text']) : '');
}

/** A summary is named by where it stands; later ones of the same name replace it. */
function summaryOfBundle(resource: Resource): Summary {
  const identifier = isPart(resource['identifier']) ? resource['identifier'] : {};
  return {
    title: '',
    amount: undefined,
    detail: '',
    date: wordsOf(resource['timestamp']),
    state: 'current',
    about: wordsOf(identifier['value']) || undefined,
  };
}

function isTakenBack({ status, verificationStatus }: Resource): boolean {
  const verified = isPart(verificationStatus) ? firstOf(verificationStatus['coding'], 'code') : '';
  return status === 'entered-in-error' || verified === 'entered-in-error';
}

/** The single substances of a combination's name. */
export function substancesOf(substance: string): string[] {
  return substance
    .split(/\s*(?:[;,/+]|\band\b)\s*/iu)
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);
}

/** A medicine as a resource tells of it. */
export interface MedicineIn {
  /** Names of its substances, where they are coded; else they are in the text. */
  readonly substances: readonly string[];
  readonly text: string;
  /** For how long the supply lasts, where somebody said. */
  readonly days: number | undefined;
}

/** The medicine of a resource about one. Whatever is malformed in it is left out, never thrown. */
export function medicineIn(resource: Resource): MedicineIn | undefined {
  const concept = resource['medicationCodeableConcept'];
  if (!resource.resourceType.startsWith('Medication') || !isPart(concept)) return undefined;
  const codings = Array.isArray(concept['coding']) ? concept['coding'].filter(isPart) : [];
  const substances = codings
    .filter(({ system }) => system === SUBSTANCE)
    .flatMap(({ code }) => substancesOf(wordsOf(code)));
  const texts = [wordsOf(concept['text']), ...codings.map(({ display }) => wordsOf(display))];
  const supply = resource['daysSupply'];
  const days = isPart(supply) && typeof supply['value'] === 'number' ? supply['value'] : undefined;
  return { substances, text: texts.join(' '), days };
}

function medicinesIn(entries: unknown[]): ReadonlyMap<string, unknown> {
  const found = entries
    .filter(isPart)
    .flatMap(({ fullUrl, resource }) =>
      isResource(resource) && resource.resourceType === 'Medication'
        ? [[String(fullUrl ?? ''), resource['code']] as const]
        : [],
    );
  return new Map(found);
}

/** A reference into the bundle leads nowhere once the resource stands alone: the medicine's name goes into it. */
function withMedicine(resource: Resource, medicines: ReadonlyMap<string, unknown>): Resource {
  const reference = isPart(resource['medicationReference'])
    ? resource['medicationReference']['reference']
    : undefined;
  const code = typeof reference === 'string' ? medicines.get(reference) : undefined;
  if (code === undefined) return resource;
  const { medicationReference: _, ...rest } = resource;
  return { ...rest, resourceType: resource.resourceType, medicationCodeableConcept: code };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotABundle('The file is not JSON.');
  }
}

function textOf(concept: unknown): string {
  if (!isPart(concept)) return '';
  return wordsOf(concept['text']) || firstOf(concept['coding'], 'display');
}

function firstOf(list: unknown, ...path: string[]): string {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return wordsOf(path.reduce<unknown>((part, key) => (isPart(part) ? part[key] : undefined), first));
}

/** A text, or nothing where others wrote something else there. */
export function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether something has fields. */
export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something can be a resource at all. */
export function isResource(value: unknown): value is Resource {
  return isPart(value) && typeof value['resourceType'] === 'string';
}
