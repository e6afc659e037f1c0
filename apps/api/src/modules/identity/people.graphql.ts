import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, JsonScalar } from '../../platform/graphql/index.js';

@ObjectType('Member', { description: 'Somebody who works at your site.' })
export class MemberType {
  @Field(() => ID, { description: 'Of the person.' })
  id!: string;

  @Field(() => String, { description: 'As the person wrote it.' })
  name!: string;

  @Field(() => String, { description: 'With which the person signs in.' })
  email!: string;

  @Field(() => [String], { description: 'What the person is trusted with, beyond the roles of the site.' })
  duties!: string[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'To a quarter of an hour; null where the last month knows nothing.',
  })
  lastSeenAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it is you.' })
  self!: boolean;
}

export const MemberConnection = Connection('Member', () => MemberType);

@ObjectType('Invitation', { description: 'Somebody who is invited to work at your site.' })
export class InvitationType {
  @Field(() => ID, { description: 'With which to take it back.' })
  id!: string;

  @Field(() => String, { description: 'Of the person who is invited.' })
  email!: string;

  @Field(() => [String], { description: 'What the person will be trusted with.' })
  duties!: string[];

  @Field(() => String, { nullable: true, description: 'Null where whoever runs the node has invited.' })
  invitedBy!: string | null;

  @Field(() => DateTime, { description: 'When the link was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'From then on, the link opens nothing.' })
  expiresAt!: Date;
}

@ObjectType('NewInvitation')
export class NewInvitationType {
  @Field(() => ID, { description: 'With which to take it back.' })
  id!: string;

  @Field(() => String, { description: 'To be passed on to the person alone. Shown this once; good once.' })
  link!: string;
}

@ObjectType('HeldInvitation', { description: 'What whoever holds the link may know of it.' })
export class HeldInvitationType {
  @Field(() => String, { description: 'Where the person is invited to work.' })
  siteName!: string;

  @Field(() => String, { description: 'Of the person who is invited.' })
  email!: string;

  @Field(() => [String], { description: 'What the person will be trusted with.' })
  duties!: string[];

  @Field(() => DateTime, { description: 'From then on, the link opens nothing.' })
  expiresAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether the email has an account, with which to sign in and call `joinSite`.',
  })
  known!: boolean;
}

@InputType()
export class InvitePersonInput {
  @Field(() => String, { description: 'With which the person will sign in.' })
  email!: string;

  @Field(() => [String], { description: 'Such as recall.propose.' })
  duties!: string[];
}

@InputType()
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What follows the # of the link.' })
  token!: string;

  @Field(() => String, { description: 'As others will see it.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: '15 to 200 characters, none that is easily guessed. Either this or a passkey.',
  })
  password?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'In place of a password: what the browser answered to `invitationPasskeyOptions` (RegistrationResponseJSON).',
  })
  passkey?: unknown;

  @Field(() => String, { nullable: true, description: 'BCP 47, such as de.' })
  locale?: string | null;
}
