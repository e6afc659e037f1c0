import { consentCommitmentOf, consentIdOf } from '@custodia/ledger/consents';
import type { Json } from './canonical.js';
import { categoriesOf } from './categories.js';
import { lastDayOf } from './days.js';
import { VaultError } from './errors.js';
import type { Opening } from './grants.js';
import { realmFields, type Pseudonym, type Realm } from './identity.js';
import { readMandate, slotOf } from './mandates.js';
import { anything, bytes, exactly, integer, ledgerHex, record, type Read } from './shape.js';
import { checkSignature } from './signing.js';
import { suite, version } from './suite.js';
import { carerTerms } from './terms.js';

export const MANDATED_LABEL = 'mandated-opening/v2';
const FIRST_LABEL = 'mandated-opening/v1';

const commonFields = {
  suite,
  ...realmFields,
  mandate: anything,
  granteeKeyHash: ledgerHex(32),
  categoryMask: integer(1, 0xffff_ffff),
  // A carer lets in who treats, and names no further carer.
  purpose: exactly('TREAT'),
  salt: ledgerHex(32),
  controller: ledgerHex(20),
  notAfter: integer(1),
  signature: bytes(64),
};
/** What was signed before a carer could allow once: it is read still, and made no more. */
const firstFields = record({ v: version(1), ...commonFields });
const mandatedFields = record({ v: version(2), ...commonFields, terms: carerTerms });

/** Whether an opening is a carer's: it has the patient's mandate in it. */
export function isMandated(json: Json): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && 'mandate' in json;
}

/**
 * Reads the opening of a consent that a carer signed under the patient's mandate.
 * @throws VaultError WRONG_PATIENT, WRONG_SIGNATURE, WRONG_COMMITMENT and those of the format
 */
export async function readMandated(json: Json, realm: Realm, patient: Pseudonym): Promise<Opening> {
  const isFirst = (json as { readonly v?: Json }).v === 1;
  const read = isFirst
    ? { ...firstFields(json, 'opening'), terms: [] as Read<typeof carerTerms> }
    : mandatedFields(json, 'opening');
  const mandate = await readMandate(read.mandate, realm, patient);
  const signed = json as { readonly [key: string]: Json; readonly signature: string };
  await checkSignature(
    mandate.carer.signKey,
    isFirst ? FIRST_LABEL : MANDATED_LABEL,
    signed,
    'The carer did not sign this consent.',
  );
  const { chainId, registry, granteeKeyHash, categoryMask, purpose, salt, controller, notAfter } = read;
  const categories = categoriesOf(categoryMask);
  const isWithin =
    chainId === realm.chainId &&
    registry === realm.registry &&
    notAfter <= mandate.notAfter &&
    categories.every((one) => mandate.categories.includes(one)) &&
    mandate.slots.includes(await slotOf(controller, salt));
  if (!isWithin)
    throw new VaultError('WRONG_COMMITMENT', 'This is more than the patient lets this carer allow.');
  const content = { pseudonym: patient, granteeKeyHash, categoryMask, purpose, salt };
  const commitment = consentCommitmentOf(content);
  return {
    chainId,
    registry,
    pseudonym: patient,
    granteeKeyHash,
    categories,
    purpose,
    notAfter,
    once: read.terms.includes('once'),
    away: false,
    commitment,
    controller,
    consent: consentIdOf(commitment, controller),
    lastDay: lastDayOf(notAfter),
    mandate,
  };
}
