import type { Resource } from './fhir';

/** Somebody to call, as a patient names them. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
}

interface Section {
  readonly title: string;
  /** LOINC. */
  readonly code: string;
  readonly display: string;
  readonly types: readonly string[];
}

/** The sections of the International Patient Summary that a record has something for. */
const SECTIONS: readonly Section[] = [
  {
    title: 'Medication Summary',
    code: '10160-0',
    display: 'History of Medication use Narrative',
    types: ['MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'MedicationAdministration'],
  },
  {
    title: 'Allergies and Intolerances',
    code: '48765-2',
    display: 'Allergies and adverse reactions Document',
    types: ['AllergyIntolerance'],
  },
  { title: 'Problems', code: '11450-4', display: 'Problem list - Reported', types: ['Condition'] },
  {
    title: 'Immunizations',
    code: '11369-6',
    display: 'History of Immunization Narrative',
    types: ['Immunization'],
  },
  {
    title: 'Results',
    code: '30954-2',
    display: 'Relevant diagnostic tests/laboratory data Narrative',
    types: ['Observation', 'DiagnosticReport'],
  },
];
const REQUIRED = 3;
const LOINC = 'http://loinc.org';
const COMPOSITION = 'http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips';

export interface IpsAbout {
  /** Names the bundle: later ones of the same name replace it. */
  readonly id: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly title: string;
  readonly contacts?: readonly Contact[];
  /** Of a resource, in a line, for the narrative. */
  readonly lineOf: (resource: Resource) => string;
  readonly newId: () => string;
}

/**
 * An International Patient Summary (HL7 IPS 1.1): a FHIR R4 document whose composition points at the resources beside it.
 * A section that is required and empty says so. Nobody is named: the record knows no name. Pure but for `newId`.
 */
export function ipsBundle(resources: readonly Resource[], about: IpsAbout): Resource {
  const { id, timestamp, title, contacts = [], lineOf, newId } = about;
  const urlOf = () => `urn:uuid:${newId()}`;
  const patient = { fullUrl: urlOf(), resource: patientOf(contacts) };
  const placed = resources
    .filter(({ resourceType }) => SECTIONS.some(({ types }) => types.includes(resourceType)))
    .map((resource) => ({ fullUrl: urlOf(), resource: ofPatient(resource, patient.fullUrl) }));
  const section = SECTIONS.flatMap(({ title: name, code, display, types }, place) => {
    const within = placed.filter(({ resource }) => types.includes(resource.resourceType));
    if (within.length === 0 && place >= REQUIRED) return [];
    return [
      {
        title: name,
        code: { coding: [{ system: LOINC, code, display }] },
        text: narrative(within.map(({ resource }) => lineOf(resource))),
        ...(within.length > 0
          ? { entry: within.map(({ fullUrl }) => ({ reference: fullUrl })) }
          : { emptyReason: { coding: [{ system: EMPTY, code: 'unavailable' }] } }),
      },
    ];
  });
  const composition = {
    resourceType: 'Composition',
    meta: { profile: [COMPOSITION] },
    status: 'final',
    type: { coding: [{ system: LOINC, code: '60591-5', display: 'Patient summary Document' }] },
    subject: { reference: patient.fullUrl },
    date: timestamp,
    author: [{ reference: patient.fullUrl }],
    title,
    section,
  };
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:custodia:entry', value: id },
    type: 'document',
    timestamp,
    entry: [{ fullUrl: urlOf(), resource: composition }, patient, ...placed],
  };
}

const EMPTY = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';

function patientOf(contacts: readonly Contact[]): Resource {
  const contact = contacts.map(({ name, phone }) => ({
    name: { text: name },
    telecom: [{ system: 'phone', value: phone }],
  }));
  return { resourceType: 'Patient', ...(contact.length > 0 && { contact }) };
}

/** R4 calls the person a resource is about `patient` in some and `subject` in others. */
function ofPatient(resource: Resource, reference: string): Resource {
  const name = ['AllergyIntolerance', 'Immunization'].includes(resource.resourceType) ? 'patient' : 'subject';
  return { ...resource, [name]: { reference } };
}

function narrative(lines: readonly string[]) {
  const items = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
  const text = items ? `<ul>${items}</ul>` : '<p>Nothing is known here.</p>';
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What a summary holds: the resources beside its composition, and whom to call. Whatever is malformed is left out. */
export function summaryIn(bundle: Resource): {
  readonly resources: readonly Resource[];
  readonly contacts: readonly Contact[];
} {
  const entries = Array.isArray(bundle['entry']) ? (bundle['entry'] as unknown[]) : [];
  const all = entries.flatMap((entry) => {
    const resource = (entry as { resource?: Resource } | null)?.resource;
    return typeof resource?.resourceType === 'string' ? [resource] : [];
  });
  const patient = all.find(({ resourceType }) => resourceType === 'Patient');
  const named = Array.isArray(patient?.['contact']) ? (patient['contact'] as unknown[]) : [];
  const contacts = named.flatMap((each): Contact[] => {
    const { name, telecom } = (each ?? {}) as { name?: { text?: unknown }; telecom?: { value?: unknown }[] };
    const phone = Array.isArray(telecom) ? telecom[0]?.value : undefined;
    return typeof name?.text === 'string'
      ? [{ name: name.text, phone: typeof phone === 'string' ? phone : '' }]
      : [];
  });
  return {
    resources: all.filter(({ resourceType }) => !['Composition', 'Patient'].includes(resourceType)),
    contacts,
  };
}
