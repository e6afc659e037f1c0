import type { SiteRole } from '@custodia/access';
import type { Gln } from '@custodia/gs1';
import { Field, ID, InputType } from '@nestjs/graphql';
import { GlnScalar } from '../../platform/graphql/index.js';
import { SiteRoleEnum } from './site.graphql.js';

@InputType({ description: 'A licensed place to admit; this node will host it.' })
export class AdmitPartyInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => String, { description: 'The company or authority; sites of the same name belong together.' })
  organisation!: string;

  @Field(() => String, { description: 'What people call the site, 1 to 200 characters.' })
  name!: string;

  @Field(() => GlnScalar, {
    description:
      'Its GLN: 13 digits with their check digit (GS1 General Specifications 7.9.1); once in the register.',
  })
  gln!: Gln;

  @Field(() => [SiteRoleEnum], {
    description: 'What it is licensed for; at least one, and not REGULATOR, which runs a node of its own.',
  })
  roles!: SiteRole[];

  @Field(() => String, { description: 'The code of the market profile, EU or US.' })
  market!: string;

  @Field(() => String, { description: 'IANA name, such as Europe/Berlin.' })
  timeZone!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'State or province, where the market has rules per region.',
  })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number, at most 200 characters.' })
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

@InputType({ description: 'An order of the regulator about a site.' })
export class PartyOrderInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'Whom it is about; not your own site.' })
  siteId!: string;

  @Field(() => String, { description: 'Kept in the audit trail, not on the ledger.' })
  reason!: string;
}
