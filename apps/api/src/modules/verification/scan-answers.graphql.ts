import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { SCAN_ANSWERS, type ScanAnswerKind } from './scan-answer.entity.js';

export const ScanAnswerKindEnum = wordEnum(
  'ScanAnswerKind',
  SCAN_ANSWERS,
  'QUARANTINED: the pack is put aside. The others say why that is not needed; OTHER takes a note.',
  {
    QUARANTINED: 'The pack is put aside.',
    WRONG_PACK: 'Another pack was meant.',
    OUT_OF_SCOPE: 'The product is not part of the system.',
    RETURNED: 'The pack came back from a patient.',
    TRAINING: 'It was training or a test.',
    REPORTED: 'It is reported already.',
    OTHER: 'Something else, said in the note.',
  },
);

@ObjectType('ScanAnswer', { description: 'What a person answered to a card that was not green.' })
export class ScanAnswerType {
  @Field(() => ScanAnswerKindEnum, { description: 'What was done, or why nothing has to be.' })
  answer!: ScanAnswerKind;

  @Field(() => String, { nullable: true, description: 'Its words, with OTHER.' })
  note!: string | null;

  @Field(() => DateTime, { description: 'When it was given.' })
  at!: Date;
}

@InputType({ description: 'What a person answers to a card that was not green.' })
export class AnswerScanInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => String, { description: 'The pack code as scanned; the separator is \\u001d.' })
  scan!: string;

  @Field(() => ScanAnswerKindEnum, { description: 'What was done, or why nothing has to be.' })
  answer!: ScanAnswerKind;

  @Field(() => String, { nullable: true, description: 'Needed with OTHER.' })
  note?: string;
}
