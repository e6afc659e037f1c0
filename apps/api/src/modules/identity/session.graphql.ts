import type { SiteRole } from '@custodia/access';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { SiteRoleEnum, SiteType } from '../parties/index.js';

@ObjectType('User')
export class UserType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'What colleagues see.' })
  name!: string;

  @Field(() => String, { description: 'What the person signs in with.' })
  email!: string;

  @Field(() => String, { description: 'BCP 47, such as de or en-US.' })
  locale!: string;
}

@ObjectType('Session', { description: 'Who is signed in, where, and what that allows.' })
export class SessionType {
  @Field(() => UserType, { description: 'Who is signed in.' })
  user!: UserType;

  @Field(() => SiteType, { description: 'Where the person works now.' })
  site!: SiteType;

  @Field(() => [SiteType], { description: 'All sites of which the user is a member.' })
  sites!: SiteType[];

  @Field(() => [String], { description: 'What the person may do here and now; codes such as custody.ship.' })
  permissions!: string[];

  @Field(() => [SiteRoleEnum], { description: 'Those of the site.' })
  roles!: SiteRole[];

  @Field(() => String, {
    description: 'To be sent as the header x-custodia-csrf with everything that is not a GET.',
  })
  csrf!: string;

  @Field(() => Boolean, { description: 'Whether the user has a PIN for switching on a shared terminal.' })
  hasPin!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether a second factor has to be set up, or shown (`stepUp`), before anything else: all else answers SECOND_FACTOR_NEEDED.',
  })
  lacksSecondFactor!: boolean;

  @Field(() => Boolean, { description: 'Whether this node is a demo.' })
  demo!: boolean;
}

@ObjectType('Operator', { description: 'Somebody who has signed in at this terminal today.' })
export class OperatorType {
  @Field(() => ID, { description: 'The person’s id.' })
  id!: string;

  @Field(() => String, { description: 'What colleagues see.' })
  name!: string;
}

@ObjectType('DemoAccount')
export class DemoAccountType {
  @Field(() => String, { description: 'What it signs in with.' })
  email!: string;

  @Field(() => String, { description: 'The same for all accounts of the demo.' })
  password!: string;

  @Field(() => String, { description: 'The person.' })
  name!: string;

  @Field(() => String, { description: 'Where the person works.' })
  siteName!: string;

  @Field(() => SiteRoleEnum, { description: 'The role of the site, one of them.' })
  role!: SiteRole;
}

@InputType()
export class SignInInput {
  @Field(() => String, { description: 'Whatever its case.' })
  email!: string;

  @Field(() => String, { description: 'The person’s own.' })
  password!: string;

  @Field(() => ID, { nullable: true, description: 'Where to work; default: where the user was last.' })
  siteId?: string | null;
}

@InputType({ description: 'A person who has signed in at this terminal today, and the PIN.' })
export class SwitchOperatorInput {
  @Field(() => ID, { description: 'One of `terminalOperators`.' })
  userId!: string;

  @Field(() => String, { description: 'Six digits.' })
  pin!: string;
}
