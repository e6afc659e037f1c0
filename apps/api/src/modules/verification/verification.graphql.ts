import { Field, ID, Int, InterfaceType, ObjectType, createUnionType } from '@nestjs/graphql';
import { CalendarDate, DateTime, GtinScalar, wordEnum } from '../../platform/graphql/index.js';
import { ProductType } from '../lots/index.js';
import { OFF_MARKET_STATES, type OffMarketState } from './unit-status.rules.js';
import {
  CUSTODY_STATUSES,
  LIGHTS,
  UNREADABLE_REASONS,
  WRONG_CODES,
  type CustodyStatus,
  type Light,
  type UnreadableReason,
  type Verdict,
  type VerdictType,
  type WrongCodeKind,
} from './verdict.js';

export const LightEnum = wordEnum(
  'Light',
  LIGHTS,
  'GREEN goes on, AMBER needs a decision, RED stops, GREY is no verdict on a pack.',
  { GREEN: 'Go on.', AMBER: 'Decide.', RED: 'Stop.', GREY: 'No verdict on a pack.' },
);
export const OffMarketStateEnum = wordEnum(
  'OffMarketState',
  OFF_MARKET_STATES,
  'How a pack left the market.',
  {
    MISSING: 'Its holder misses it.',
    EXPORTED: 'It left the territory.',
    DESTROYED: 'It was destroyed.',
    SAMPLED: 'It was taken as a sample.',
    FREE_SAMPLE: 'It was given away as a sample.',
    STOLEN: 'It was stolen.',
  },
);
export const CustodyStatusEnum = wordEnum(
  'CustodyStatus',
  CUSTODY_STATUSES,
  'HELD by your site, EXPECTED (on its way to you), or ELSEWHERE.',
  {
    HELD: 'In stock at your site.',
    EXPECTED: 'On its way to you.',
    ELSEWHERE: 'At another site, or on its way to one.',
  },
);
export const WrongCodeKindEnum = wordEnum('WrongCodeKind', WRONG_CODES, 'What was read instead.', {
  SHOP: 'The shop code: it names the product, not the pack.',
  PLAIN: 'A code without GS1 data, such as an advertising link.',
  LOGISTIC: 'The label of a carton or pallet.',
});
export const UnreadableReasonEnum = wordEnum(
  'UnreadableReason',
  UNREADABLE_REASONS,
  'Why a scan is no pack code.',
  {
    SEPARATOR_LOST: 'The scanner drops the separator between the fields.',
    CASE_INVERTED: 'Upper and lower case are swapped.',
    NO_SYMBOLOGY: 'The scanner did not say what kind of code it read.',
    UNKNOWN_SYMBOLOGY: 'This kind of code is not used on packs.',
    CHECK_DIGIT: 'A check digit is wrong.',
    DATE: 'What should be a date is none.',
    BAD_CHARACTER: 'A character is not allowed where it stands.',
    NO_SUCH_AI: 'It is no GS1 code, or a part of it was lost.',
    PACK_GTIN_MISSING: 'The product code is missing.',
    PACK_SERIAL_MISSING: 'The serial number is missing.',
    PACK_LOT_MISSING: 'The batch number is missing.',
    PACK_EXPIRY_MISSING: 'The expiry date is missing.',
    OTHER: 'Another fault; the next step names it in English.',
  },
);

@ObjectType('UnitRef', { description: 'A unit by its run and packing index.' })
export class UnitRefType {
  @Field(() => ID, { description: 'The run.' })
  runId!: number;

  @Field(() => Int, { description: 'The packing index, counted from 0.' })
  index!: number;
}

@ObjectType('ScannedElements', { description: 'What was read.' })
export class ScannedElementsType {
  @Field(() => GtinScalar, { nullable: true, description: 'AI 01, 14 digits with their check digit.' })
  gtin!: string | null;

  @Field(() => String, { nullable: true, description: 'AI 21.' })
  serial!: string | null;

  @Field(() => String, { nullable: true, description: 'AI 10.' })
  lot!: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'AI 17; the last day of the month where the code names no day.',
  })
  expiry!: string | null;

  @Field(() => String, { nullable: true, description: 'The AIM identifier that the scanner sent.' })
  symbology!: string | null;
}

@InterfaceType('VerdictCard', {
  description: 'What every verdict says.',
  resolveType: ({ type }: Verdict) => type,
})
export abstract class VerdictCardType {
  @Field(() => String, { description: 'Stable: the key of a translation.' })
  code!: string;

  @Field(() => LightEnum, { description: 'The colour of the card.' })
  light!: Light;

  @Field(() => String, { description: 'At most five words.' })
  headline!: string;

  @Field(() => String, { description: 'What to do now.' })
  nextStep!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The return code that an EU national system would give.',
  })
  nmvsCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The failure reason of GS1 Lightweight Messaging.' })
  lmsReason!: string | null;

  @Field(() => Boolean, { description: 'Whether this scan is reported as a possible fraud.' })
  raisesAlert!: boolean;

  @Field(() => ScannedElementsType, { nullable: true, description: 'What was read; null where nothing was.' })
  scan!: ScannedElementsType | null;

  @Field(() => ProductType, {
    nullable: true,
    description: 'The product of the GTIN; null where nobody has registered it.',
  })
  product!: ProductType | null;

  @Field(() => String, { nullable: true, description: 'As registered, where code and record agree.' })
  lotNumber!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'As registered, where code and record agree.' })
  expiry!: string | null;

  @Field(() => Int, { nullable: true, description: 'Days until the expiry; negative when it is over.' })
  daysLeft!: number | null;
}

const HOTLINE =
  'Under which number the authority of your country is called from abroad; null where none is set.';

const implementing = { implements: () => [VerdictCardType] };

@ObjectType('PackOk', { ...implementing, description: 'Known, unused, in order.' })
export class PackOkType extends VerdictCardType {
  @Field(() => UnitRefType, { description: 'The pack.' })
  unit!: UnitRefType;

  @Field(() => CustodyStatusEnum, { description: 'Whether it is here.' })
  custodyStatus!: CustodyStatus;

  @Field(() => Int, { description: 'Base units in the pack.' })
  quantityLeft!: number;
}

@ObjectType('ExpiresSoon', {
  ...implementing,
  description: 'In order, but the treatment may last longer than the pack.',
})
export class ExpiresSoonType extends VerdictCardType {
  @Field(() => UnitRefType, { description: 'The pack.' })
  unit!: UnitRefType;

  @Field(() => CustodyStatusEnum, { description: 'Whether it is here.' })
  custodyStatus!: CustodyStatus;

  @Field(() => Int, { description: 'Base units in the pack.' })
  quantityLeft!: number;
}

@ObjectType('OpenedBottle', {
  ...implementing,
  description: 'A stock bottle that was opened here and is dispensed in parts.',
})
export class OpenedBottleType extends VerdictCardType {
  @Field(() => UnitRefType, { description: 'The bottle.' })
  unit!: UnitRefType;

  @Field(() => Int, { nullable: true, description: 'Base units left.' })
  quantityLeft!: number | null;
}

@ObjectType('DispensedHere', { ...implementing, description: 'Your own site has dispensed it.' })
export class DispensedHereType extends VerdictCardType {
  @Field(() => DateTime, { description: 'When it was handed out.' })
  dispensedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The name of who did it; null where that is not known any more.',
  })
  dispensedBy!: string | null;

  @Field(() => Int, { nullable: true, description: 'Null when it can no longer be undone.' })
  undoDaysLeft!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The visit; null for a supply that this node has no record of.',
  })
  dispensingId!: string | null;

  @Field(() => Int, { description: 'How often it was read here since; some repeats are taken for a slip.' })
  repeats!: number;
}

@ObjectType('HandedOutRefused', {
  ...implementing,
  description: 'Handed out here before the ledger refused it.',
})
export class HandedOutRefusedType extends VerdictCardType {
  @Field(() => DateTime, { description: 'When it was handed out.' })
  handedOutAt!: Date;

  @Field(() => String, { description: 'The name of who did it.' })
  handedOutBy!: string;

  @Field(() => String, { nullable: true, description: 'The ledger’s error.' })
  refusal!: string | null;

  @Field(() => ID, { description: 'The visit, which waits for a report.' })
  dispensingId!: string;

  @Field(() => String, { nullable: true, description: HOTLINE })
  hotline!: string | null;
}

@ObjectType('DispensedElsewhere', {
  ...implementing,
  description: 'Another place has dispensed a pack with this serial.',
})
export class DispensedElsewhereType extends VerdictCardType {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When, as the ledger has it; null where that is not known.',
  })
  dispensedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Region or country; never the name of the place.' })
  region!: string | null;
}

@ObjectType('Recalled', {
  ...implementing,
  description: 'Its lot is recalled, or withdrawn from the market.',
})
export class RecalledType extends VerdictCardType {
  @Field(() => Boolean, { description: 'Withdrawn from the market, not recalled.' })
  withdrawn!: boolean;

  @Field(() => ID, { description: 'The lot.' })
  lotId!: string;
}

@ObjectType('Held', { ...implementing, description: 'Its lot is on hold, or the pack itself is locked.' })
export class HeldType extends VerdictCardType {
  @Field(() => ID, { description: 'The lot.' })
  lotId!: string;

  @Field(() => Boolean, { description: 'Only this pack is locked.' })
  unitOnly!: boolean;

  @Field(() => Boolean, { description: 'Your own site locked it, and may unlock it.' })
  mayUnlock!: boolean;
}

@ObjectType('Expired', { ...implementing, description: 'Its expiry date is over.' })
export class ExpiredType extends VerdictCardType {}

@ObjectType('UnknownProduct', {
  ...implementing,
  description: 'No maker has registered this GTIN: perhaps out of scope.',
})
export class UnknownProductType extends VerdictCardType {}

@ObjectType('UnknownSerial', { ...implementing, description: 'The maker has registered no such serial.' })
export class UnknownSerialType extends VerdictCardType {
  @Field(() => Boolean, {
    description: 'It differs from a real serial only as scanners garble it. It is not accepted.',
  })
  nearMiss!: boolean;

  @Field(() => String, { nullable: true, description: 'The real one, for units in your own custody only.' })
  expected!: string | null;
}

@ObjectType('RecordMismatch', {
  ...implementing,
  description: 'Lot or expiry is not what the maker registered.',
})
export class RecordMismatchType extends VerdictCardType {
  @Field(() => String, { description: 'lot or expiry.' })
  field!: string;

  @Field(() => String, { description: 'What the code says.' })
  read!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the maker registered, for units in your own custody only.',
  })
  expected!: string | null;

  @Field(() => Boolean, { description: 'It differs only as scanners garble it.' })
  nearMiss!: boolean;
}

@ObjectType('NotInCustody', { ...implementing, description: 'Genuine, but not at your site.' })
export class NotInCustodyType extends VerdictCardType {
  @Field(() => UnitRefType, { description: 'The pack.' })
  unit!: UnitRefType;

  @Field(() => CustodyStatusEnum, { description: 'Whether it is on its way here.' })
  custodyStatus!: CustodyStatus;

  @Field(() => String, { nullable: true, description: 'What kind of site holds it.' })
  holderRole!: string | null;
}

@ObjectType('Decommissioned', {
  ...implementing,
  description: 'Taken off the market: exported, destroyed, sample, stolen, missing.',
})
export class DecommissionedType extends VerdictCardType {
  @Field(() => OffMarketStateEnum, { description: 'How it left the market.' })
  state!: OffMarketState;

  @Field(() => CalendarDate, { nullable: true, description: 'The day on which it left the market.' })
  since!: string | null;
}

@ObjectType('SuspectedFalsified', {
  ...implementing,
  description: 'What was found cannot be an honest mistake.',
})
export class SuspectedFalsifiedType extends VerdictCardType {
  @Field(() => String, { description: 'What was found, in English.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: HOTLINE })
  hotline!: string | null;
}

@ObjectType('WrongCode', { ...implementing, description: 'Not the code of a pack.' })
export class WrongCodeType extends VerdictCardType {
  @Field(() => WrongCodeKindEnum, { description: 'What kind of code was read instead.' })
  whatItIs!: WrongCodeKind;
}

@ObjectType('Unreadable', {
  ...implementing,
  description: 'Meant to be a pack code, but not readable as one.',
})
export class UnreadableType extends VerdictCardType {
  @Field(() => UnreadableReasonEnum, { description: 'Why the scan is no pack code.' })
  reason!: UnreadableReason;
}

const MEMBERS = {
  PackOk: PackOkType,
  ExpiresSoon: ExpiresSoonType,
  OpenedBottle: OpenedBottleType,
  DispensedHere: DispensedHereType,
  HandedOutRefused: HandedOutRefusedType,
  DispensedElsewhere: DispensedElsewhereType,
  Recalled: RecalledType,
  Held: HeldType,
  Expired: ExpiredType,
  UnknownProduct: UnknownProductType,
  UnknownSerial: UnknownSerialType,
  RecordMismatch: RecordMismatchType,
  NotInCustody: NotInCustodyType,
  Decommissioned: DecommissionedType,
  SuspectedFalsified: SuspectedFalsifiedType,
  WrongCode: WrongCodeType,
  Unreadable: UnreadableType,
} satisfies Record<VerdictType, unknown>;

export const VerdictUnion = createUnionType({
  name: 'Verdict',
  description: 'What a pack is: one member for each case.',
  types: () => Object.values(MEMBERS),
  resolveType: ({ type }: Verdict) => MEMBERS[type],
});
