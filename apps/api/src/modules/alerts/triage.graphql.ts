import { Field, ID, InputType } from '@nestjs/graphql';
import { ClosingCodeEnum } from './alerts.graphql.js';
import type { ClosingCode } from './alerts.service.js';

@InputType('IncidentsInput', { description: 'Several incidents, by one decision.' })
export class IncidentsInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => [ID], { description: '1 to 100 incidents: all are changed, or none.' })
  incidentIds!: string[];
}

@InputType('CloseIncidentsInput', { description: 'The end of several incidents of one rule.' })
export class CloseIncidentsInput extends IncidentsInput {
  @Field(() => ClosingCodeEnum, { description: 'What all of them turned out to be.' })
  code!: ClosingCode;

  @Field(() => String, { description: 'What was found, in a sentence.' })
  note!: string;
}
