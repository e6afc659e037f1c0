import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentActor, type Actor } from '../../platform/access/index.js';
import { DispensedHereType, HandedOutRefusedType } from '../verification/index.js';
import type { Dispensing } from './dispensing.entity.js';
import { DispensingType } from './dispensing.graphql.js';
import { DispensingReader } from './dispensing.reader.js';

interface Linked {
  readonly dispensingId: string | null;
}

@Resolver(() => DispensedHereType)
export class DispensedHereResolver {
  constructor(private readonly reader: DispensingReader) {}

  @ResolveField(() => DispensingType, { nullable: true, description: 'The supply that may be undone.' })
  async dispensing(
    @CurrentActor() actor: Actor,
    @Parent() { dispensingId }: Linked,
  ): Promise<Dispensing | null> {
    return dispensingId === null ? null : this.reader.dispensing(actor, dispensingId);
  }
}

@Resolver(() => HandedOutRefusedType)
export class HandedOutRefusedResolver {
  constructor(private readonly reader: DispensingReader) {}

  @ResolveField(() => DispensingType, { nullable: true, description: 'The supply that is to be reported.' })
  async dispensing(
    @CurrentActor() actor: Actor,
    @Parent() { dispensingId }: Linked,
  ): Promise<Dispensing | null> {
    return dispensingId === null ? null : this.reader.dispensing(actor, dispensingId);
  }
}
