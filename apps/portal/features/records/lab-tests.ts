import { isPart, wordsOf, type Resource } from './fhir';
import { LOINC } from './lab-codes';

/** Tests as they lie in a record: asked for, and done. Pure. */

interface Test {
  readonly text: string;
  /** LOINC; empty where nobody knows it. */
  readonly code: string;
}

/** https://hl7.org/fhir/R4/servicerequest.html */
export function serviceRequest(
  test: Test,
  authoredOn: string,
  /** Why it is asked for though it was done before. */
  overridden?: string,
): Resource {
  return {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: conceptOf(test),
    authoredOn,
    ...(overridden && { note: [{ text: overridden }] }),
  };
}

/** https://hl7.org/fhir/R4/observation.html */
export function observation(test: Test, result: string, effectiveDateTime: string): Resource {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: conceptOf(test),
    effectiveDateTime,
    ...valueOf(result.trim()),
  };
}

function conceptOf({ text, code }: Test) {
  return { ...(code && { coding: [{ system: LOINC, code }] }), text };
}

const NUMBER =
  /^(?<comparator>[<>]=?)?\s*(?<value>\d+(?:[.,]\d+)?)(?:\s+(?<unit>(?!.*\s\d)(?:10[*^]|[^\d\s]).*)|(?<sign>%))?$/u;

/** A number with its unit, or the words as they are: one that can be read in two ways ("1,234", "1.234", "1 234") stays words. */
function valueOf(result: string) {
  const { comparator, value, unit, sign } = NUMBER.exec(result)?.groups ?? {};
  if (value === undefined || /[.,]\d{3}$/u.test(value)) return { valueString: result };
  const named = unit ?? sign;
  return {
    valueQuantity: {
      value: Number(value.replace(',', '.')),
      ...(comparator && { comparator }),
      ...(named && { unit: named }),
    },
  };
}

/** A test as a resource tells of it. */
export interface TestIn {
  /** LOINC codes; none where others wrote words alone. */
  readonly codes: readonly string[];
  readonly text: string;
  /** It was asked for, and nobody said that it is done. */
  readonly isAsked: boolean;
}

const DONE: readonly string[] = ['Observation', 'DiagnosticReport'];

/** The test of a resource about one that was done or is asked for. Whatever is malformed in it is left out, never thrown. */
export function testIn({ resourceType, status, code }: Resource): TestIn | undefined {
  const isAsked = resourceType === 'ServiceRequest' && status === 'active';
  if (!isPart(code) || (!isAsked && !DONE.includes(resourceType))) return undefined;
  const codings = Array.isArray(code['coding']) ? code['coding'].filter(isPart) : [];
  const codes = codings.filter(({ system }) => system === LOINC).map((one) => wordsOf(one['code']));
  const text = wordsOf(code['text']) || codings.map(({ display }) => wordsOf(display)).find(Boolean) || '';
  return { codes, text, isAsked };
}
