import {
  addUnlocker,
  combineRecovery,
  CONTACTS,
  CONTACTS_NEEDED,
  contactKeyOf,
  handOver,
  makeRecoveryKit,
  newKeyPair,
  newRecoveryCode,
  type HandedOver,
  type KeyPair,
  type OpenKeybag,
  type Pseudonym,
  type Unlocker,
} from '@custodia/vault';
import {
  askRecovery,
  cancelRecovery,
  fetchRecoveryShares,
  gateOf,
  keepRecoveryKit,
  listRecoveries,
  type AskedRecovery,
} from '@custodia/vault/nodes';
import { bytesOf, fromBase64Url, textOf, toBase64Url } from './bytes';
import { DOORS } from './doors';
import type { OpenRecord } from './record';
import { ApiFailure } from './vault-failure';

/** Codes for five contacts' cards. They are printed, and kept nowhere. */
export function newCards(): string[] {
  return Array.from({ length: CONTACTS }, newRecoveryCode);
}

/** Names contacts by their cards: the keybag with one more way in, and the kit for the nodes. */
export async function nameContacts(
  { keybag, keys, realm, gate }: OpenRecord,
  cards: readonly string[],
): Promise<{ readonly keybag: OpenKeybag; readonly kit: Uint8Array }> {
  const pairs = await Promise.all(cards.map(contactKeyOf));
  const { kit, secret } = await makeRecoveryKit(
    keys,
    realm,
    pairs.map(({ publicKey }) => publicKey),
    gate,
  );
  return { keybag: await addUnlocker(keybag, { kind: 'contacts', secret }), kit };
}

/** Gives the nodes the kit: from now on the cards of before are worth nothing. @throws NodesError */
export function keepKit({ gate, keys }: OpenRecord, kit: Uint8Array): Promise<void> {
  return keepRecoveryKit(DOORS, gate, keys, kit);
}

/** Recoveries that somebody asked for and nobody stopped. @throws NodesError */
export async function openRecoveries({ gate, keys }: OpenRecord): Promise<AskedRecovery[]> {
  const asked = await listRecoveries(DOORS, gate, keys);
  return asked.filter(({ cancelled }) => !cancelled);
}

/** @throws NodesError */
export function stopRecovery({ gate, keys }: OpenRecord, recoveryKey: string): Promise<void> {
  return cancelRecovery(DOORS, gate, keys, recoveryKey);
}

/** A recovery that this device asked for: kept over the two days, and worth nothing without contacts and nodes. */
export interface OwnRecovery {
  readonly pseudonym: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** Unix time in seconds. */
  readonly readyAt: number;
  /** What contacts answered, each once. */
  readonly answers: readonly { readonly index: number; readonly text: string }[];
}

const KEY = 'custodia-recovery';

export function ownRecovery(pseudonym: string): OwnRecovery | undefined {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as OwnRecovery | null;
  return kept?.pseudonym === pseudonym ? kept : undefined;
}

export function keepOwnRecovery(recovery: OwnRecovery): void {
  localStorage.setItem(KEY, JSON.stringify(recovery));
}

export function forgetOwnRecovery(): void {
  localStorage.removeItem(KEY);
}

/** Begins the two days. @throws NodesError NO_RECOVERY where no contacts were named */
export async function beginRecovery(pseudonym: string): Promise<OwnRecovery> {
  const { publicKey, privateKey } = await newKeyPair();
  const { realm } = await gateOf(DOORS);
  const { readyAt } = await askRecovery(DOORS, realm, pseudonym as Pseudonym, publicKey);
  return {
    pseudonym,
    publicKey: toBase64Url(publicKey),
    privateKey: toBase64Url(privateKey),
    readyAt,
    answers: [],
  };
}

/** The same recovery as the nodes see it now. @throws NodesError RECOVERY_CANCELLED, NO_RECOVERY */
export async function lookAgain(recovery: OwnRecovery): Promise<OwnRecovery> {
  const { realm } = await gateOf(DOORS);
  const recoveryKey = fromBase64Url(recovery.publicKey);
  const { readyAt } = await askRecovery(DOORS, realm, recovery.pseudonym as Pseudonym, recoveryKey);
  return { ...recovery, readyAt };
}

/** What a contact is sent: for whom, and the key that the answer is sealed to. It opens nothing. */
export function linkFor({ pseudonym, publicKey }: OwnRecovery): string {
  return `${location.origin}/contact#${pseudonym}.${publicKey}`;
}

const LINK = /^#?(0x[0-9a-f]{64})\.([A-Za-z0-9_-]{43})$/;

export interface AskedHelp {
  readonly pseudonym: Pseudonym;
  readonly recoveryKey: Uint8Array<ArrayBuffer>;
}

/** What a contact was sent; undefined for what no link of ours ends in. Pure. */
export function askedHelp(fragment: string): AskedHelp | undefined {
  const [, pseudonym, key] = LINK.exec(fragment) ?? [];
  if (!pseudonym || !key) return undefined;
  return { pseudonym: pseudonym as Pseudonym, recoveryKey: fromBase64Url(key) };
}

/** A contact's answer: the share of the card, sealed to the key that was asked for. @throws VaultError, NodesError, ApiFailure WRONG_CARD */
export async function answerHelp({ pseudonym, recoveryKey }: AskedHelp, card: string): Promise<string> {
  const pair: KeyPair = await contactKeyOf(card);
  const { realm } = await gateOf(DOORS);
  const { kit } = await askRecovery(DOORS, realm, pseudonym, recoveryKey);
  const index = kit.contactKeys.findIndex((key) => toBase64Url(key) === toBase64Url(pair.publicKey));
  if (index < 0)
    throw new ApiFailure({
      code: 'WRONG_CARD',
      message: 'This card is not one of this record’s newest ones.',
    });
  const { enc, ct } = await handOver(kit, { by: 'contact', index }, pair.privateKey, recoveryKey);
  const answer = { index, enc: toBase64Url(enc), ct: toBase64Url(ct) };
  return toBase64Url(bytesOf(JSON.stringify(answer)));
}

/** A contact's answer as it was pasted; undefined for what is none. Pure. */
export function readAnswer(text: string): HandedOver | undefined {
  try {
    const { index, enc, ct } = JSON.parse(textOf(fromBase64Url(text.trim()))) as Record<string, unknown>;
    if (!Number.isInteger(index) || typeof enc !== 'string' || typeof ct !== 'string') return undefined;
    const sealed = { enc: fromBase64Url(enc), ct: fromBase64Url(ct) };
    return { by: 'contact', index: index as number, sealed };
  } catch {
    return undefined; // pasted from elsewhere
  }
}

/** Whether so many answers, at this moment, can be put together. Pure. */
export function canFinish({ readyAt, answers }: OwnRecovery, now: number): boolean {
  return answers.length >= CONTACTS_NEEDED && now >= readyAt * 1000;
}

/** What contacts and nodes give together. @throws NodesError RECOVERY_TOO_EARLY, RECOVERY_CANCELLED; VaultError WRONG_SHARE */
export async function finishRecovery(recovery: OwnRecovery): Promise<Unlocker> {
  const pseudonym = recovery.pseudonym as Pseudonym;
  const recoveryKey = fromBase64Url(recovery.publicKey);
  const { realm } = await gateOf(DOORS);
  const { kit } = await askRecovery(DOORS, realm, pseudonym, recoveryKey);
  const { handed } = await fetchRecoveryShares(DOORS, pseudonym, recoveryKey);
  const answers = recovery.answers.flatMap(({ text }) => readAnswer(text) ?? []);
  const privateKey = fromBase64Url(recovery.privateKey);
  return { kind: 'contacts', secret: await combineRecovery(kit, [...answers, ...handed], { privateKey }) };
}
