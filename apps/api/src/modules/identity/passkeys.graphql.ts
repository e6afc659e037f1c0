import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime, JsonScalar } from '../../platform/graphql/index.js';

@ObjectType('Passkey', { description: 'A key on a device of the user, in place of the password.' })
export class PasskeyType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Null until it has opened something.' })
  lastUsedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether its provider keeps a copy, on the user’s other devices.' })
  backedUp!: boolean;
}

@InputType()
export class AddPasskeyInput {
  @Field(() => String, { description: '1 to 60 characters.' })
  name!: string;

  @Field(() => JsonScalar, {
    description: 'What the browser answered to the options (RegistrationResponseJSON).',
  })
  response!: unknown;
}

@InputType()
export class PasskeySignInInput {
  @Field(() => JsonScalar, {
    description: 'What the browser answered to the options (AuthenticationResponseJSON).',
  })
  response!: unknown;

  @Field(() => ID, { nullable: true, description: 'Where to work; default: where the user was last.' })
  siteId?: string | null;
}
