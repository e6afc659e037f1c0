import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('MarketProfile', { description: 'What differs between markets.' })
export class MarketProfileType {
  @Field(() => String, { description: 'What sites and inputs name it by: EU or US.' })
  code!: string;

  @Field(() => String, { description: 'For people, in English.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether the law wants goods handed on unit by unit.' })
  custodyRequired!: boolean;

  @Field(() => Int, { description: 'Days within which the same pharmacy may undo a dispense.' })
  undoDays!: number;

  @Field(() => Int, {
    description:
      'Years from which mental health, sexual health and substance use in a child’s record are the young person’s own.',
  })
  confidentialAge!: number;

  @Field(() => Int, { description: 'Years at which a record that is kept for a child passes to the child.' })
  recordAge!: number;
}
