import type { SiteRole } from '@custodia/access';
import type { Gln } from '@custodia/gs1';
import { Field, ID, InputType } from '@nestjs/graphql';
import { GlnScalar } from '../../platform/graphql/index.js';
import { SiteRoleEnum } from './site.graphql.js';

@InputType()
export class AdmitPartyInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => String, { description: 'The company or authority; sites of the same name belong together.' })
  organisation!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GlnScalar)
  gln!: Gln;

  @Field(() => [SiteRoleEnum])
  roles!: SiteRole[];

  @Field(() => String, { description: 'The code of the market profile, EU or US.' })
  market!: string;

  @Field(() => String, { description: 'IANA name, such as Europe/Berlin.' })
  timeZone!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country!: string;

  @Field(() => String, { nullable: true })
  region?: string | null;

  @Field(() => String, { nullable: true })
  city?: string | null;

  @Field(() => String, { nullable: true })
  address?: string | null;
}

@InputType({ description: 'One more ledger id for a site that is admitted.' })
export class AddLedgerIdInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The site that gets it.' })
  siteId!: string;

  @Field(() => String, {
    description: 'What it is for, such as "Returns": 1 to 200 characters, once a site. Not on the ledger.',
  })
  purpose!: string;

  @Field(() => [SiteRoleEnum], {
    nullable: true,
    description: 'What it may do: some of the site’s roles. Default: all of them.',
  })
  roles?: SiteRole[] | null;
}

@InputType()
export class PartyOrderInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  siteId!: string;

  @Field(() => String, { description: 'Kept in the audit trail, not on the ledger.' })
  reason!: string;
}
