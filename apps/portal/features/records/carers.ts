import type { Category } from '@custodia/vault';
import type { AccessRequest } from './records.documents';

/** What a carer can be shown. The owner’s device holds to it, whatever it is asked to sign. */
export const CARERS_SEE = [
  'medications',
  'allergies',
  'cardiology',
  'laboratory',
] as const satisfies readonly Category[];
/** The code of HL7’s v3-ActReason for somebody who supports the patient. */
export const CARING = 'SUPNWK';
/** What stands for the organisation where a carer looks: a line of the access log is never without one. */
export const NO_ORGANISATION = '-';

/** Who asks, as messages tell it. */
export function tellingOf({
  person,
  site,
}: {
  readonly person: string;
  readonly site: { readonly name: string } | null;
}) {
  return { person, site: site?.name ?? '', carer: site ? 'no' : 'yes' } as const;
}

/** Whether a carer asks for what no carer sees. */
export function asksTooMuch({ site, categories }: Pick<AccessRequest, 'site' | 'categories'>): boolean {
  return !site && categories.some((one) => !(CARERS_SEE as readonly string[]).includes(one));
}
