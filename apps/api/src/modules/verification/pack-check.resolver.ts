import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { PackCheckType } from './pack-check.graphql.js';
import { PackCheckService } from './pack-check.service.js';

/** No symbol holds more (DataMatrix: 2,335 characters). */
const LONGEST_CODE = 4_096;

@Resolver()
export class PackCheckResolver {
  constructor(private readonly packs: PackCheckService) {}

  @Query(() => PackCheckType, {
    description: 'What is known of the pack in a patient’s hand. Never cache the answer.',
  })
  @Allow('record.check-pack')
  async checkPack(
    @CurrentActor() actor: Actor,
    @Args('code', { description: 'The code on the pack as read, the separator as \\u001d.' }) code: string,
  ): Promise<PackCheckType> {
    if (code.length > LONGEST_CODE)
      throw new DomainError('BAD_INPUT', 'This is longer than any code. Scan one code at a time.');
    return this.packs.check(actor, code);
  }
}
