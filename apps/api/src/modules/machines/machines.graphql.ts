import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';

const PER_SECOND =
  'How many requests a second it may send, up to the node’s limit; left out, the node’s holds.';

@ObjectType('MachineKey', { description: 'By which a machine is known.' })
export class MachineKeyType {
  @Field(() => ID, { description: 'With which to revoke it.' })
  id!: string;

  @Field(() => String, { description: 'How the key begins, or the name (kid) of the public key.' })
  shown!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ES256, EdDSA or RS256 of a machine that signs; null for a key that it sends along.',
  })
  alg!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'From then on it opens nothing.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'To the minute; null where it never was.' })
  lastUsedAt!: Date | null;
}

@ObjectType('Machine', { description: 'Software that works for your site under its own name.' })
export class MachineType {
  @Field(() => ID, { description: 'Also its name where it signs (iss and sub).' })
  id!: string;

  @Field(() => String, { description: 'Stands in the trail beside everything that it does.' })
  name!: string;

  @Field(() => [String], { description: 'All that it may do, such as unit.verify.' })
  scopes!: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Its own limit of requests a second; null where the node’s holds.',
  })
  requestsPerSecond!: number | null;

  @Field(() => String, { nullable: true, description: 'Who let it in.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was let in.' })
  createdAt!: Date;

  @Field(() => [MachineKeyType], { description: 'Those that are not revoked, the newest first.' })
  keys!: MachineKeyType[];
}

@ObjectType('NewMachineKey')
export class NewMachineKeyType {
  @Field(() => ID, { description: 'Of the machine.' })
  machineId!: string;

  @Field(() => String, { description: 'How the key begins, or the name (kid) of the public key.' })
  shown!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The whole key, shown this once; null for a public key.',
  })
  key!: string | null;
}

@InputType({ description: 'How a machine will be known.' })
export class MachineKeyInput {
  @Field(() => String, {
    nullable: true,
    description: 'PEM or JWK of a machine that signs; left out, a key is made that it sends along.',
  })
  publicKey?: string | null;

  @Field(() => Int, { description: 'How many days it is good for: 1 to 366.' })
  days!: number;
}

@InputType()
export class CreateMachineInput {
  @Field(() => String, { description: '1 to 60 characters: what the software is and where it runs.' })
  name!: string;

  @Field(() => [String], { description: 'Of those that `machineScopes` lists.' })
  scopes!: string[];

  @Field(() => Int, { nullable: true, description: PER_SECOND })
  requestsPerSecond?: number | null;

  @Field(() => MachineKeyInput, { description: 'Its first key.' })
  key!: MachineKeyInput;
}

@InputType({ description: 'What a machine may do from now on.' })
export class MachineRightsInput {
  @Field(() => [String], { description: 'All of those that `machineScopes` lists which it may.' })
  scopes!: string[];

  @Field(() => Int, { nullable: true, description: PER_SECOND })
  requestsPerSecond?: number | null;
}
