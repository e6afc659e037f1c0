import { ArgsType, Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, JsonScalar, PageArgs } from '../../platform/graphql/index.js';

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only what was done at this site.' })
  siteId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only actions that begin like this: custody, custody.ship.',
  })
  action?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only what was done to the thing of this id, or by this name.',
  })
  search?: string;

  @Field(() => DateTime, { nullable: true, description: 'Only entries from then on.' })
  since?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Exclusive.' })
  before?: Date;
}

@ObjectType('AuditEntry', { description: 'Who did what, when, to what.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Ascending; newer entries have larger ones.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Null for what the system did, and where a person was forgotten.',
  })
  userName!: string | null;

  @Field(() => String, { nullable: true, description: 'The site of who did it; null for the system.' })
  siteName!: string | null;

  @Field(() => String, { nullable: true, description: 'The background job that acted, where no person did.' })
  system!: string | null;

  @Field(() => String, { description: 'Such as custody.ship.' })
  action!: string;

  @Field(() => String, { description: 'What kind of thing it was done to, such as lot.' })
  subjectType!: string;

  @Field(() => String, { description: 'The thing’s id.' })
  subjectId!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'What else belongs to it; never health data.' })
  details!: unknown;

  @Field(() => Boolean, { description: 'Whether what named a person was erased.' })
  forgotten!: boolean;

  @Field(() => Float, { nullable: true, description: 'Its place in the chain of its site, once it has one.' })
  seq!: number | null;

  @Field(() => Boolean, {
    description: 'Whether the ledger holds a hash of the chain up to here, or beyond.',
  })
  anchored!: boolean;
}

export const AuditEntryConnection = Connection('AuditEntry', () => AuditEntryType);
