import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, JsonScalar } from '../../platform/graphql/index.js';

@ObjectType('OwnFactors', { description: 'What the user can show to prove who they are.' })
export class OwnFactorsType {
  @Field(() => Boolean, { description: 'Whether the account opens with a password.' })
  hasPassword!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Since when codes of an app are the second step.' })
  codesSince!: Date | null;

  @Field(() => Int, { description: 'How many there are.' })
  passkeys!: number;

  @Field(() => Int, { description: 'Recovery codes that are not used.' })
  recoveryCodesLeft!: number;
}

@ObjectType('NewTotp', {
  description: 'For the authenticator app. It counts when a code of it was confirmed.',
})
export class NewTotpType {
  @Field(() => String, { description: 'The address that the QR code holds (otpauth://).' })
  uri!: string;

  @Field(() => String, { description: 'The secret in base 32, for those who type it.' })
  secret!: string;
}

@InputType({ description: 'One of them.' })
export class StepUpInput {
  @Field(() => String, {
    nullable: true,
    description: 'One of these: the password, a code, or the answer of a passkey.',
  })
  password?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the authenticator app.' })
  code?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What the browser answered to `passkeyStepUpOptions`.',
  })
  passkey?: unknown;
}
