import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';

@ObjectType('Evidence', {
  description:
    'A bundle of what is known of an incident: alerts, ledger transactions, proofs of the serials. Anyone checks it with verify-evidence and a node of the consortium.',
})
export class EvidenceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'SHA-256 of its content, 0x-hex; anchored on the ledger.' })
  hash!: string;

  @Field(() => DateTime)
  madeAt!: Date;
}

@InputType('MakeEvidenceInput')
export class MakeEvidenceInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  incidentId!: string;
}
