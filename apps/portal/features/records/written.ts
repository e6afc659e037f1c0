import type { Category } from '@custodia/vault';
import {
  allergyIntolerance,
  condition,
  documentReference,
  immunization,
  medicationRequest,
  numbered,
  type Resource,
} from './fhir';
import { partOfTest } from './lab-codes';
import { observation, serviceRequest } from './lab-tests';

/** What people at work write; medicines are a prescriber's. A test is asked for, a result is what came of it. */
export const KINDS = [
  'medicine',
  'problem',
  'allergy',
  'immunisation',
  'test',
  'result',
  'document',
] as const;
export type Kind = (typeof KINDS)[number];

/** Where a document may go. */
export const DOCUMENT_PARTS = ['cardiology', 'laboratory', 'allergies', 'emergency-summary'] as const;

/** What is as small lies in its entry and goes wherever the entry goes; the nodes take 256 KiB, base64 and padding included. */
export const MOST_INSIDE_BYTES = 150_000;

/** The part of the record that each kind belongs to; a document's is chosen, a test's follows from its code. */
const PART: Readonly<Record<Exclude<Kind, 'document' | 'test' | 'result'>, Category>> = {
  medicine: 'medications',
  problem: 'emergency-summary',
  allergy: 'allergies',
  immunisation: 'medications',
};

export interface Writing {
  /** Of the entry: a correction bears the same one. */
  readonly id: string;
  readonly kind: Kind;
  readonly text: string;
  /** A day. */
  readonly on: string;
  readonly dosage: string;
  readonly repeats: number;
  /** LOINC, of a test; empty where nobody knows it. */
  readonly code: string;
  /** Of a test that was done. */
  readonly result: string;
  /** Of a document. */
  readonly part: string;
  readonly attachments: readonly { readonly contentType: string }[];
  readonly overridden: string | undefined;
}

/** What somebody wrote, as FHIR R4, and where it goes. Pure. */
export function written(writing: Writing): { readonly category: Category; readonly resource: Resource } {
  const { id } = writing;
  return { category: categoryOf(writing), resource: numbered(resourceOf(writing), id) };
}

function categoryOf({ kind, part, code }: Writing): Category {
  switch (kind) {
    case 'document':
      return partOf(part);
    case 'test':
    case 'result':
      return partOfTest(code);
    default:
      return PART[kind];
  }
}

function partOf(part: string): Category {
  return DOCUMENT_PARTS.find((one) => one === part) ?? 'emergency-summary';
}

function resourceOf(writing: Writing): Resource {
  const { kind, text, on, dosage, repeats, code, result, attachments, overridden } = writing;
  switch (kind) {
    case 'medicine':
      return medicationRequest({ text, dosage, repeats, on, overridden });
    case 'problem':
      return condition(text, on);
    case 'allergy':
      return allergyIntolerance(text, on);
    case 'immunisation':
      return immunization(text, on);
    case 'test':
      return serviceRequest({ text, code }, on, overridden);
    case 'result':
      return observation({ text, code }, result, on);
    case 'document':
      return documentReference(text, attachments, on);
  }
}
