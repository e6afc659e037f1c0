import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/index.js';
import { OperationType } from '../../platform/work/index.js';

export const OperationConnection = Connection('Operation', () => OperationType);

@ObjectType('LedgerStatus', { description: 'How this node stands to the ledger.' })
export class LedgerStatusType {
  @Field(() => Boolean, {
    description: 'Whether the chain answers and has our contracts. If not, writes queue.',
  })
  reachable!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'EIP-155; null while the chain has never been reached.',
  })
  chainId!: string | null;

  @Field(() => Int, { nullable: true, description: 'The newest block of the chain.' })
  headBlock!: number | null;

  @Field(() => Int, { nullable: true, description: 'The block up to which this node has read.' })
  indexedBlock!: number | null;

  @Field(() => Int, { description: 'Operations of this node that are not final.' })
  pendingOperations!: number;

  @Field(() => Int, { nullable: true, description: 'For how long the oldest of them has been waiting.' })
  lagSeconds!: number | null;

  @Field(() => [String], {
    description: 'Keys that operations wait for and that this node does not hold, such as "regulator".',
  })
  missingKeys!: string[];
}
