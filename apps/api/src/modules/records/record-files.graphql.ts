import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('RecordUpload', {
  description: 'A sealed file on its way into a record: what of it has arrived.',
})
export class RecordUploadType {
  @Field(() => Int, { description: 'How many parts the file has.' })
  parts!: number;

  @Field(() => [Int], {
    description: 'The parts that are here, counted from 0: the others are still to be sent.',
  })
  present!: number[];
}

@InputType()
export class StartOwnRecordFileInput {
  @Field(() => ID, { description: 'As libs/vault named the file when it was sealed: 32 hexadecimal digits.' })
  fileId!: string;

  @Field(() => String, { description: 'The entry that will name the file, 0x-hex, 16 bytes.' })
  entryId!: string;

  @Field(() => String, {
    description: 'The part of the record that the entry belongs to: who may read it may fetch the file.',
  })
  category!: string;

  @Field(() => Int, {
    description: 'Of the sealed file. It is sent in parts of 262,160 bytes, the last one being the rest.',
  })
  bytes!: number;
}

@InputType()
export class StartRecordFileInput extends StartOwnRecordFileInput {
  @Field(() => ID, { description: 'A patient of your own site.' })
  pairingId!: string;
}
