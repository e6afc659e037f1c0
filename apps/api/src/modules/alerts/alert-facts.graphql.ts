import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';

const HolderEnum = wordEnum('RecordedHolder', ['SUPPLIER', 'STRANGER'], 'Who holds a pack on record.');

@ObjectType('AlertFacts', { description: 'The facts that a rule fired on; null what it did not look at.' })
export class AlertFactsType {
  @Field(() => DateTime, { nullable: true, description: 'When it was read or done.' })
  at?: string;

  @Field(() => String, { nullable: true })
  gtin?: string;

  @Field(() => String, { nullable: true })
  serial?: string;

  @Field(() => String, { nullable: true })
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

  @Field(() => Int, { nullable: true })
  minutes?: number;

  @Field(() => Int, { nullable: true })
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

  @Field(() => Boolean, { nullable: true })
  handedOut?: boolean;

  @Field(() => Boolean, { nullable: true })
  dispensedHere?: boolean;

  @Field(() => Boolean, { nullable: true })
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
