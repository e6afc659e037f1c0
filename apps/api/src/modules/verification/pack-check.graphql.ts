import { Field, ObjectType } from '@nestjs/graphql';
import { wordEnum } from '../../platform/graphql/index.js';
import { PACK_ANSWERS, type PackAnswer } from './pack-check.rules.js';

export const PackAnswerEnum = wordEnum('PackAnswer', PACK_ANSWERS, 'What is known of a pack at home.', {
  NO_PACK_CODE: 'The code names no single pack: a shop code, a link, or one that cannot be read.',
  UNKNOWN: 'Nobody registered a pack with this code.',
  RECALLED: 'It is recalled or withdrawn.',
  OFF_MARKET: 'It was reported stolen, missing, exported, destroyed or a sample.',
  STOPPED: 'Its maker or an authority stopped it for now.',
  EXPIRED: 'Its last day is over.',
  HANDED_OUT: 'It is registered, and a pharmacy handed it out.',
  NOT_HANDED_OUT: 'It is registered, and no pharmacy has handed it out.',
});

@ObjectType('PackCheck', {
  description: 'What a patient learns of a pack. Nothing is written down of the question.',
})
export class PackCheckType {
  @Field(() => PackAnswerEnum, { description: 'The gravest thing that is known of it.' })
  answer!: PackAnswer;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the product; null where nobody registered it.',
  })
  productName!: string | null;
}
