import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { wordEnum } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';
import { OPERATION_STATUSES, type OperationStatus } from './operation.entity.js';

export const OperationStatusEnum = wordEnum(
  'OperationStatus',
  OPERATION_STATUSES,
  'PENDING waits to be sent, SENT waits for its block, CONFIRMED and REFUSED are final.',
  {
    PENDING: 'Waits to be sent.',
    SENT: 'Signed, and on its way to a block.',
    CONFIRMED: 'In a block that is final for this node.',
    REFUSED: 'The ledger said no.',
  },
);

@ObjectType('Operation', { description: 'One intended change of the ledger.' })
export class OperationType {
  @Field(() => ID, { description: 'The operation id that the ledger’s event repeats; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'The call of the contracts, such as ship or dispense.' })
  kind!: string;

  @Field(() => OperationStatusEnum, { description: 'How far it has come.' })
  status!: OperationStatus;

  @Field(() => String, { nullable: true, description: 'The error of the contract, when refused.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The transaction, 0x-hex, once it is in a block.' })
  txHash!: string | null;

  @Field(() => Int, { nullable: true, description: 'The block that it is in; null until it is in one.' })
  blockNumber!: number | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the ledger’s word was read; null until then.' })
  settledAt!: Date | null;
}
