import { UnitStatus } from '@custodia/ledger';
import { isSupplied } from '../../modules/verification/unit-status.rules.js';
import type { MadePack, Place } from './world.js';

/** Why the ledger refuses a supply, in the order in which the contract looks: whose, which lot, what became of it. */
export function supplyRefusal(pack: MadePack, place: Place): string | undefined {
  if (pack.holder !== place) return 'NotHolder';
  return pack.lot.recalled ? 'LotIsRecalled' : statusRefusal(pack);
}

/** Why the ledger refuses to hand a pack to who has found it. */
export function claimRefusal(pack: MadePack, place: Place, proven: boolean): string | undefined {
  if (pack.holder === place) return 'AlreadyHolder';
  if (pack.lot.recalled) return 'OnlyToMakerOrDisposer';
  return statusRefusal(pack) ?? (proven ? undefined : 'InvalidProof');
}

function statusRefusal({ status }: MadePack): string | undefined {
  if (status === UnitStatus.Active) return undefined;
  return isSupplied(status) ? 'AlreadySupplied' : 'UnitIsDecommissioned';
}
