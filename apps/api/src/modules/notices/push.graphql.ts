import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('PushNotices', { description: 'In which of your browsers you are told that something happened.' })
export class PushNoticesType {
  @Field(() => String, {
    nullable: true,
    description: 'What a browser binds its subscription to (RFC 8292); null where this server sends none.',
  })
  key!: string | null;

  @Field(() => Boolean, { description: 'Whether the browser that asks is among them.' })
  here!: boolean;

  @Field(() => Int, { description: 'How many others are.' })
  others!: number;
}
