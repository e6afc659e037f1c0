import {
  epochWrap,
  makeGrantFor,
  makeMandate,
  openGranted,
  openSlots,
  readMandate,
  readOpening,
  VaultError,
  type Category,
  type Json,
  type MandateSlot,
  type OpenedMandate,
  type Pseudonym,
} from '@custodia/vault';
import { NodesError, putOpening } from '@custodia/vault/nodes';
import type { Client } from 'urql';
import { mutate } from '@/lib/mutate';
import { bytesOf, fromBase64Url, textOf } from './bytes';
import type { Care } from './carers.documents';
import { DOORS } from './doors';
import { saltOf, unusedSlots } from './mandate-slots';
import { LetCarerAnswerMutation } from './mandates.documents';
import { allowInput, revoked, type AllowInput, type OpenRecord } from './record';
import type { AccessRequest } from './records.documents';
import { ApiFailure } from './vault-failure';

/**
 * Lets a carer answer requests for the parts that the carer reads, and for as long.
 * @throws VaultError, ApiFailure
 */
export async function letAnswer(
  { keys, realm }: OpenRecord,
  client: Client,
  { id, consent, kemKey, signKey }: AccessRequest,
): Promise<void> {
  if (!consent) return;
  const { categories, notAfter } = await readOpening(bytesOf(consent.opening), realm, keys.pseudonym);
  const carer = { kemKey: fromBase64Url(kemKey), signKey: fromBase64Url(signKey) };
  const { bytes, handed } = await makeMandate(keys, realm, { carer, categories, notAfter });
  const input = { requestId: id, mandate: textOf(bytes), handed: textOf(handed) };
  const outcome = await mutate(client, LetCarerAnswerMutation, { input });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}

/**
 * Allows in a patient's stead what was asked, with the carer's own keys: the reader is given the keys that the carer has.
 * @throws VaultError, NodesError MANDATE_USED where the mandate is used up
 */
export async function allowFor(
  record: OpenRecord,
  care: Care,
  request: AccessRequest,
  notAfter: Date,
  once: boolean,
): Promise<AllowInput> {
  const { realm, keys } = record;
  const { mandate, slots } = await mandateOf(record, care);
  const own = care.request.consent;
  if (!own) throw nothingAllowed();
  const owner = care.pseudonym as Pseudonym;
  const opening = await readOpening(bytesOf(own.opening), realm, owner);
  const wraps = own.wraps.map((wrap) => epochWrap(JSON.parse(wrap) as Json, 'wrap'));
  const epochs = await Promise.all(
    wraps.map((wrap) => openGranted(wrap, opening, keys.carer.kem.privateKey)),
  );
  const terms = {
    grantee: { kemKey: fromBase64Url(request.kemKey), signKey: fromBase64Url(request.signKey) },
    categories: request.categories as Category[],
    notAfter: Math.min(Math.floor(notAfter.getTime() / 1000), mandate.mandate.notAfter),
    once,
  };
  for (const slot of unusedSlots(slots, care.asked)) {
    const grant = await makeGrantFor(mandate, keys.carer.sign, slot, terms, epochs);
    if (await isFree(owner, grant.openingBytes)) return allowInput(grant, realm, request.id);
  }
  throw new NodesError('MANDATE_USED', 'Everything that this carer may allow has been allowed.', []);
}

/** What the nodes took before counts as used, whatever became of it: then the next one serves. */
async function isFree(owner: Pseudonym, opening: Uint8Array): Promise<boolean> {
  try {
    await putOpening(DOORS, owner, opening);
    return true;
  } catch (error) {
    if (error instanceof NodesError && error.code === 'MANDATE_USED') return false;
    throw error;
  }
}

/** Stops what the carer allowed, at the nodes; what is returned goes to the ledger. @throws VaultError, NodesError */
export async function stopFor(record: OpenRecord, care: Care, { consent }: AccessRequest) {
  if (!consent) throw nothingAllowed();
  const { slots } = await mandateOf(record, care);
  const { commitment } = await readOpening(
    bytesOf(consent.opening),
    record.realm,
    care.pseudonym as Pseudonym,
  );
  const slot = slots.find(({ salt }) => salt === saltOf(consent.opening));
  if (!slot) throw nothingAllowed();
  return revoked(record, commitment, slot);
}

async function mandateOf(
  { realm, keys }: OpenRecord,
  { pseudonym, request, handed }: Care,
): Promise<{ readonly mandate: OpenedMandate; readonly slots: readonly MandateSlot[] }> {
  if (!request.mandate || !handed) throw nothingAllowed();
  const bytes = bytesOf(request.mandate);
  const mandate = await readMandate(JSON.parse(request.mandate) as Json, realm, pseudonym as Pseudonym);
  const slots = await openSlots(mandate, bytesOf(handed), keys.carer.kem.privateKey);
  return { mandate: { mandate, bytes }, slots };
}

function nothingAllowed(): VaultError {
  return new VaultError('UNLOCKER_MISSING', 'Nothing is allowed.');
}
