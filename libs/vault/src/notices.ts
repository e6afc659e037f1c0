import { toBase64Url } from './bytes.js';
import type { Json } from './canonical.js';
import { among, bytes, list, record } from './shape.js';

/** Of what a patient can be told outside the app that the nodes alone know: reads, refused reads, and recoveries. */
export const NOTICE_KINDS = ['looks', 'refusals', 'recoveries'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * Of what one node tells, and by which address. The address says nothing: it is random, another at each node, and only
 * the patient, the node and whoever passes notices on know it.
 */
export interface NoticeChoice {
  readonly kinds: readonly NoticeKind[];
  /** 32 random bytes, in base64url. */
  readonly address: string;
}

const fields = record({ kinds: list(among(...NOTICE_KINDS), 1, NOTICE_KINDS.length), address: bytes(32) });

/** A choice as it is signed; null for being told of nothing. */
export function noticeChoiceJson(choice: NoticeChoice | null): Json {
  return choice && { kinds: [...choice.kinds], address: choice.address };
}

/** @throws VaultError MALFORMED */
export function readNoticeChoice(json: Json): NoticeChoice | null {
  if (json === null) return null;
  const { kinds, address } = fields(json, 'choice');
  return { kinds: NOTICE_KINDS.filter((kind) => kinds.includes(kind)), address: toBase64Url(address) };
}
