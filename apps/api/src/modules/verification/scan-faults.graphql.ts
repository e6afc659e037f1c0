import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CalendarDate, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { SCAN_FAULTS, type ScanFault } from './near-miss.js';

export const ScanFaultEnum = wordEnum(
  'ScanFault',
  SCAN_FAULTS,
  'What a scanner, or the keyboard that it plays, did to a code.',
  {
    CAPS_LOCK: 'Small letters for capitals, or the reverse.',
    QWERTZ: 'Y and Z have changed places, as on a German keyboard.',
    AZERTY: 'A and Q, W and Z have changed places, as on a French keyboard.',
    SEPARATOR_LOST: 'The next element runs into the one before.',
  },
);

@ObjectType('ScanFaultDay', { description: 'A day of a place, and how many scans were garbled on it.' })
export class ScanFaultDayType {
  @Field(() => CalendarDate, { description: 'By the clock of the place.' })
  day!: string;

  @Field(() => Int, { description: 'Scans.' })
  count!: number;
}

@ObjectType('ScanFaultCluster', {
  description: 'Scans at one place that one fault explains. No alert is made of them.',
})
export class ScanFaultClusterType {
  @Field(() => ScanFaultEnum, { description: 'The likely fault.' })
  fault!: ScanFault;

  @Field(() => Int, { description: 'Scans of the last seven days.' })
  count!: number;

  @Field(() => DateTime, { description: 'When the last of them was scanned.' })
  lastAt!: Date;

  @Field(() => [ScanFaultDayType], {
    description: 'The same by day, oldest first; days without any are left out.',
  })
  days!: ScanFaultDayType[];
}
