import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';

@ObjectType('OwnSession', { description: 'A browser in which the user is signed in.' })
export class OwnSessionType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, {
    description: 'Browser and system as the browser names them; empty where it does not.',
  })
  device!: string;

  @Field(() => String, { description: 'The network that it was used from last, without the last part.' })
  address!: string;

  @Field(() => String, { description: 'The site that the user works at there.' })
  siteName!: string;

  @Field(() => DateTime, { description: 'When it was signed in.' })
  startedAt!: Date;

  @Field(() => DateTime, { description: 'To a quarter of an hour.' })
  lastUsedAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  current!: boolean;
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String, { description: 'The one so far.' })
  password!: string;

  @Field(() => String, { description: '15 to 200 characters, none that is easily guessed.' })
  newPassword!: string;
}
