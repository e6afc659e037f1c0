import { Field, InputType } from '@nestjs/graphql';
import type { RuleCode } from './alert-rule.js';
import { RuleCodeEnum } from './alerts.graphql.js';

@InputType('IncidentWordInput', { description: 'A word by which incidents are found.' })
export class IncidentWordInput {
  @Field(() => String, {
    description:
      'How a lot or serial number begins, how a serial number ends, or a part of the name or town of a place that you may know. 1 to 60 characters.',
  })
  text!: string;

  @Field(() => [RuleCodeEnum], {
    defaultValue: [],
    description: 'The rules that it may mean, in the language of who typed it.',
  })
  rules!: RuleCode[];
}
