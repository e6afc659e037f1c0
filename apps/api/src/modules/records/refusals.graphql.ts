import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { SiteType, type SiteView } from '../parties/index.js';

@ObjectType('AccessRefusal', { description: 'A reader who is refused a part of the record without asking.' })
export class RefusalType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => SiteType, { nullable: true, description: 'Where the person works; null for a carer.' })
  site!: SiteView | null;

  @Field(() => String, {
    description: 'Who is refused, as the site names its people, and carers themselves.',
  })
  person!: string;

  @Field(() => String, { description: 'The part of the record.' })
  category!: string;

  @Field(() => DateTime, { description: 'When the patient said so.' })
  createdAt!: Date;
}
