import { newestEpoch, type Directory } from './directory.js';
import type { Envelope } from './envelope.js';

/** Why a node does not take an entry. */
export type EntryRefusal =
  'OTHER_LEDGER' | 'OTHER_PATIENT' | 'OTHER_GATE_SET' | 'STALE_EPOCH' | 'KNOWN_ENTRY';

/**
 * Whether a new entry may go into a record, by what a node can see: it is for this patient, bound to the nodes that the
 * patient chose, sealed to the current epoch, and not a repetition.
 * @returns nothing where it may
 */
export function refuseEntry(
  { header }: Pick<Envelope, 'header'>,
  directory: Directory,
  isKnown: (entryId: string) => boolean,
): EntryRefusal | undefined {
  if (header.chainId !== directory.chainId || header.registry !== directory.registry) return 'OTHER_LEDGER';
  if (header.pseudonym !== directory.pseudonym) return 'OTHER_PATIENT';
  if (header.gateSet !== directory.gateSet) return 'OTHER_GATE_SET';
  if (header.epoch !== newestEpoch(directory, header.category)?.epoch) return 'STALE_EPOCH';
  if (isKnown(header.entryId)) return 'KNOWN_ENTRY';
  return undefined;
}
