import { SITE_ROLES, type SiteRole } from '@custodia/access';
import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, GlnScalar, wordEnum } from '../../platform/graphql/index.js';

export const SiteRoleEnum = wordEnum('SiteRole', SITE_ROLES, 'What a licensed place may be.', {
  MANUFACTURER: 'Makes medicines, or puts them on the market.',
  DISTRIBUTOR: 'Holds and hands them on.',
  PHARMACY: 'Supplies them to patients.',
  PRESCRIBER: 'Issues prescriptions.',
  DISPOSER: 'Takes medicines that nobody may use.',
  REGULATOR: 'Oversees the others; holds no medicines.',
  SPONSOR: 'Runs studies.',
});

export const PARTY_STATUSES = ['PENDING', 'ACTIVE', 'SUSPENDED'] as const;
export type PartyStatus = (typeof PARTY_STATUSES)[number];
export const PartyStatusEnum = wordEnum(
  'PartyStatus',
  PARTY_STATUSES,
  'PENDING is not admitted on the ledger yet; a SUSPENDED party reads and changes nothing.',
  {
    PENDING: 'Not admitted on the ledger yet.',
    ACTIVE: 'Admitted.',
    SUSPENDED: 'Reads, and changes nothing.',
  },
);

@ObjectType('LedgerId', {
  description: 'One of the ids under which a site is known on the ledger; each is a party of its own there.',
})
export class LedgerIdType {
  @Field(() => Float, { description: 'A whole number below 2^32, random, so that it tells nothing.' })
  id!: number;

  @Field(() => Boolean, { description: 'Whether the site acts under it by default.' })
  main!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What a further one is for, in the words of who admitted it; null for the main one.',
  })
  purpose!: string | null;

  @Field(() => [SiteRoleEnum], { description: 'What the ledger lets it do.' })
  roles!: SiteRole[];

  @Field(() => PartyStatusEnum, { description: 'What the ledger says of this id.' })
  status!: PartyStatus;
}

@ObjectType('Site', { description: 'A licensed place with its own GLN and roles.' })
export class SiteType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => GlnScalar, { description: 'Its Global Location Number: 13 digits with their check digit.' })
  gln!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => String, { description: 'The name of the company or authority.' })
  organisation!: string;

  @Field(() => [SiteRoleEnum], { description: 'What it is licensed for.' })
  roles!: SiteRole[];

  @Field(() => String, { description: 'The code of the market profile, EU or US.' })
  market!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'State or province; null where the market has no rules per region.',
  })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where it was not given.' })
  city!: string | null;

  @Field(() => Float, { description: 'The main ledger id, a whole number below 2^32.' })
  partyId!: number;

  @Field(() => PartyStatusEnum, { description: 'What the ledger says of its main id.' })
  status!: PartyStatus;
}

export const SiteConnection = Connection('Site', () => SiteType);
