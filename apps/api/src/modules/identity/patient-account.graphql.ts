import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType('PatientSession', {
  description: 'A patient who is signed in. It opens no record: that takes an unlocker.',
})
export class PatientSessionType {
  @Field(() => ID, { description: 'Of the account; it is no name of the record.' })
  id!: string;

  @Field(() => String, { description: 'By which the patient signs in.' })
  email!: string;

  @Field(() => String, {
    description: 'To be sent as the header x-custodia-csrf with everything that is not a GET.',
  })
  csrf!: string;

  @Field(() => Boolean, { description: 'Whether this node is a demo.' })
  demo!: boolean;
}

@InputType()
export class SignUpInput {
  @Field(() => String, { description: 'A new one; EMAIL_TAKEN where there is an account.' })
  email!: string;

  @Field(() => String, {
    description:
      '15 to 200 characters, none that is easily guessed. Of the account alone: what opens the record never gets here.',
  })
  password!: string;

  @Field(() => String, { description: 'BCP 47, such as de or en-US.' })
  locale!: string;
}

@InputType()
export class PatientSignInInput {
  @Field(() => String, { description: 'Of the account.' })
  email!: string;

  @Field(() => String, { description: 'Of the account: it opens no record.' })
  password!: string;
}
