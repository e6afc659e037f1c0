import { DomainError } from '../../platform/errors/index.js';
import { checkAsked, type Asked } from './request.rules.js';

/** The code of HL7's v3-ActReason for somebody who supports the patient. */
export const CARING = 'SUPNWK';
/** What a carer can be shown. What is about mind, sex or drugs stays the patient's own: a carer may be a parent or a spouse. */
const CARERS_SEE = ['medications', 'allergies', 'cardiology', 'laboratory'];
const MOST_NAME = 80;

/** What carer and patient call each other. */
export interface CarerWords {
  /** The carer, as the patient reads it in requests and in the access log. */
  readonly name: string;
  /** The patient, as the carer's own list has it. */
  readonly patient: string;
}

/** @throws DomainError BAD_INPUT, saying what to change */
export function checkCare({ name, patient }: CarerWords, asked: Asked, now: Date): void {
  if (name.trim() === '') throw bad('Say your name, as the person you care for knows you.');
  if (patient.trim() === '') throw bad('Say whom you care for.');
  if (name.length > MOST_NAME || patient.length > MOST_NAME)
    throw bad(`A name has ${MOST_NAME} characters at most.`);
  if (asked.categories.some((one) => !CARERS_SEE.includes(one)))
    throw bad('Carers see medicines, allergies, heart and imaging, and laboratory: nothing else.');
  checkAsked(asked, now, CARING);
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
