import type { SiteRole } from '@custodia/access';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { SiteRoleEnum, SiteType } from '../parties/index.js';

@ObjectType('User')
export class UserType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  email!: string;

  @Field(() => String, { description: 'BCP 47, such as de or en-US.' })
  locale!: string;
}

@ObjectType('Session', { description: 'Who is signed in, where, and what that allows.' })
export class SessionType {
  @Field(() => UserType)
  user!: UserType;

  @Field(() => SiteType)
  site!: SiteType;

  @Field(() => [SiteType], { description: 'All sites of which the user is a member.' })
  sites!: SiteType[];

  @Field(() => [String])
  permissions!: string[];

  @Field(() => [SiteRoleEnum])
  roles!: SiteRole[];

  @Field(() => String, {
    description: 'To be sent as the header x-custodia-csrf with everything that is not a GET.',
  })
  csrf!: string;

  @Field(() => Boolean, { description: 'Whether the user has a PIN for switching on a shared terminal.' })
  hasPin!: boolean;

  @Field(() => Boolean, { description: 'Whether this node is a demo.' })
  demo!: boolean;
}

@ObjectType('Operator', { description: 'Somebody who has signed in at this terminal today.' })
export class OperatorType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('DemoAccount')
export class DemoAccountType {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  siteName!: string;

  @Field(() => SiteRoleEnum)
  role!: SiteRole;
}

@InputType()
export class SignInInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => ID, { nullable: true, description: 'Where to work; default: where the user was last.' })
  siteId?: string | null;
}

@InputType()
export class SwitchOperatorInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => String)
  pin!: string;
}
