import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { SiteType, type SiteView } from '../parties/index.js';

@ObjectType('ChartCopy', { description: 'A copy that a site took into its own chart of what it relied on.' })
export class ChartCopyType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => SiteType, { description: 'Whose chart it is in.' })
  site!: SiteView;

  @Field(() => String, { description: 'Who took it, as the site names its people.' })
  person!: string;

  @Field(() => String, { description: 'The site’s own number for the patient; for the site alone.' })
  ownNumber!: string;

  @Field(() => Int, { description: 'How many entries it holds.' })
  entries!: number;

  @Field(() => DateTime, { description: 'When it was taken.' })
  takenAt!: Date;

  @Field(() => DateTime, { description: 'When it is deleted.' })
  keepUntil!: Date;
}

@InputType()
export class TakeCopyInput {
  @Field(() => ID, { description: 'The pairing with the record that was read.' })
  pairingId!: string;

  @Field(() => [String], { description: 'The entries relied on, each as FHIR R4 JSON.' })
  entries!: string[];
}
