import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';

const HolderEnum = wordEnum('RecordedHolder', ['SUPPLIER', 'STRANGER'], 'Who holds a pack on record.', {
  SUPPLIER: 'Who has sent goods to the place within half a year.',
  STRANGER: 'Anybody else.',
});

@ObjectType('AlertFacts', { description: 'The facts that a rule fired on; null what it did not look at.' })
export class AlertFactsType {
  @Field(() => DateTime, { nullable: true, description: 'When it was read or done.' })
  at?: string;

  @Field(() => String, { nullable: true, description: 'As read.' })
  gtin?: string;

  @Field(() => String, { nullable: true, description: 'As read.' })
  serial?: string;

  @Field(() => String, { nullable: true, description: 'As read.' })
  lot?: string;

  @Field(() => String, { nullable: true, description: 'As it was read or recorded.' })
  expiry?: string;

  @Field(() => String, { nullable: true, description: 'Of the read: the name of its verdict.' })
  verdict?: string;

  @Field(() => String, { nullable: true, description: 'How it was read.' })
  channel?: string;

  @Field(() => Int, { nullable: true, description: 'Earlier reads at the place with the same verdict.' })
  repeats?: number;

  @Field(() => HolderEnum, {
    nullable: true,
    description: 'Whether who holds it on record has delivered there before.',
  })
  holder?: 'SUPPLIER' | 'STRANGER';

  @Field(() => Int, { nullable: true, description: 'How many: reads, serial numbers, supplies or undos.' })
  count?: number;

  @Field(() => Int, { nullable: true, description: 'Of a time that matters, in whole minutes.' })
  minutes?: number;

  @Field(() => Int, { nullable: true, description: 'Of a time that matters, in whole hours.' })
  hours?: number;

  @Field(() => String, { nullable: true, description: 'What differs from the record.' })
  field?: string;

  @Field(() => String, { nullable: true, description: 'What was read.' })
  read?: string;

  @Field(() => String, { nullable: true, description: 'What the record says.' })
  expected?: string;

  @Field(() => String, { nullable: true, description: 'The ledger’s error.' })
  reason?: string;

  @Field(() => String, { nullable: true, description: 'What the ledger was asked for.' })
  operation?: string;

  @Field(() => String, { nullable: true, description: 'Why it was supplied without authorisation.' })
  irregularReason?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the pack had left when it was found.' })
  handedOut?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Whether the same place had supplied it.' })
  dispensedHere?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Whether another place had supplied it.' })
  suppliedElsewhere?: boolean;

  @Field(() => String, { nullable: true, description: 'Its number.' })
  shipment?: string;

  @Field(() => Int, { nullable: true, description: 'Packs.' })
  missing?: number;

  @Field(() => Int, { nullable: true, description: 'Packs.' })
  unexpected?: number;

  @Field(() => [String], { nullable: true, description: 'Some of the serial numbers.' })
  serials?: string[];
}
