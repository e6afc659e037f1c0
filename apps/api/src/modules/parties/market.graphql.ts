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
}
