import { Field, Float, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { MODES, type ScanMode } from './scan-facts.js';
import { CHANNELS, type ScanChannel } from './scan-record.entity.js';
import type { Light, VerdictType } from './verdict.js';
import { LightEnum } from './verification.graphql.js';

export const ScanChannelEnum = wordEnum('ScanChannel', CHANNELS, 'How a code came in.', {
  WEDGE: 'A scanner that types.',
  HID: 'A scanner that the browser reads itself (WebHID).',
  CAMERA: 'The camera of a device.',
  TYPED: 'A person’s fingers.',
  API: 'A machine.',
});
export const ScanModeEnum = wordEnum('ScanMode', MODES, 'What a scan is for.', {
  VERIFY: 'To look.',
  DISPENSE: 'To hand the pack out.',
  RECEIVE: 'To take the pack in.',
});
@ObjectType('ScanRecord', { description: 'A scan of your site and its verdict.' })
export class ScanRecordType {
  @Field(() => Float, { description: 'Ascending; newer scans have larger ones.' })
  id!: number;

  @Field(() => DateTime, { description: 'When the code was read.' })
  at!: Date;

  @Field(() => String, { description: 'The name of the verdict’s type.' })
  verdict!: VerdictType;

  @Field(() => LightEnum, { description: 'The colour of the card.' })
  light!: Light;

  @Field(() => String, { nullable: true, description: 'Null where none was read.' })
  gtin!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where none was read.' })
  serial!: string | null;

  @Field(() => ScanChannelEnum, { description: 'How the code came in.' })
  channel!: ScanChannel;
}

@InputType()
export class ScanInput {
  @Field(() => String, {
    description: 'As decoded; the separator is \\u001d; with the AIM identifier if the scanner sends it.',
  })
  data!: string;

  @Field(() => ScanChannelEnum, { description: 'How the code came in.' })
  channel!: ScanChannel;

  @Field(() => String, { nullable: true, description: 'The keyboard layout by which the strokes were read.' })
  layout?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the client had to repair what the scanner typed.',
  })
  repaired?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Hash of the raw strokes.' })
  rawHash?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was scanned, where that is not now.' })
  eventTime?: Date | null;

  @Field(() => ScanModeEnum, { nullable: true, description: 'What for: VERIFY if left out.' })
  mode?: ScanMode | null;
}
