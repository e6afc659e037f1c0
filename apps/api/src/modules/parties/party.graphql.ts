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

@InputType()
export class PartyOrderInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  siteId!: string;

  @Field(() => String, { description: 'Kept in the audit trail, not on the ledger.' })
  reason!: string;
}
