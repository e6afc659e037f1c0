import { Field, ID, InputType } from '@nestjs/graphql';

@InputType({ description: 'The patient’s word that a carer answers requests.' })
export class LetCarerAnswerInput {
  @Field(() => ID, { description: 'The carer’s own request; what was allowed in it stands.' })
  requestId!: string;

  @Field(() => String, {
    description: 'What the patient’s device signed, canonical JSON; 4,000 characters at most.',
  })
  mandate!: string;

  @Field(() => String, {
    description: 'The keys of what can be allowed, sealed to the carer; 8,000 characters at most.',
  })
  handed!: string;
}
