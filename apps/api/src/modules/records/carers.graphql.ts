import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { AccessRequestType } from './records.graphql.js';

@ObjectType('CareEmergency', { description: 'That somebody read what a person left for emergencies.' })
export class CareEmergencyType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => String, { description: 'Name of the site that did.' })
  site!: string;

  @Field(() => DateTime, { description: 'When.' })
  createdAt!: Date;
}

@ObjectType('Care', { description: 'Somebody whom the actor cares for, or asks to care for.' })
export class CareType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => String, { description: 'The record, 0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String, { description: 'As the carer calls the person.' })
  patient!: string;

  @Field(() => String, { description: 'As the person reads the carer’s name.' })
  name!: string;

  @Field(() => AccessRequestType, { description: 'What was asked last, and what became of it.' })
  request!: AccessRequestType;

  @Field(() => String, {
    nullable: true,
    description: 'Of somebody who lets the actor answer requests: the keys for that, sealed to the actor.',
  })
  handed!: string | null;

  @Field(() => [AccessRequestType], {
    description: 'What others ask of that person and the actor may answer, or did; newest first.',
  })
  asked!: AccessRequestType[];

  @Field(() => [CareEmergencyType], {
    description: 'Emergencies of the last 90 days, where the person wishes the actor told; newest first.',
  })
  emergencies!: CareEmergencyType[];
}

@InputType({ description: 'Asks to care for the person who shows a code.' })
export class AskToCareInput {
  @Field(() => String, { description: 'As the person’s screen shows it; it works once.' })
  code!: string;

  @Field(() => String, { description: 'The carer’s name, as the person knows it; 80 characters at most.' })
  name!: string;

  @Field(() => String, { description: 'What the carer calls the person; 80 characters at most.' })
  patient!: string;

  @Field(() => String, {
    description: 'X25519 public key of the carer’s own record for caring, 32 bytes as base64url.',
  })
  kemKey!: string;

  @Field(() => String, { description: 'Ed25519 public key beside it, 32 bytes as base64url.' })
  signKey!: string;

  @Field(() => [String], { description: 'One or more of medications, allergies, cardiology and laboratory.' })
  categories!: string[];

  @Field(() => DateTime, { description: 'In the future, and within 366 days.' })
  until!: Date;
}
