import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';

@ObjectType('Evidence', {
  description:
    'A bundle of what is known of an incident: alerts, ledger transactions, proofs of the serials. Anyone checks it with verify-evidence and a node of the consortium.',
})
export class EvidenceType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'SHA-256 of its content, 0x-hex; anchored on the ledger.' })
  hash!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  madeAt!: Date;
}

@InputType('MakeEvidenceInput', { description: 'An incident to make evidence of.' })
export class MakeEvidenceInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The incident.' })
  incidentId!: string;
}
