import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { batched } from '../../platform/graphql/index.js';
import { LotsQueries } from '../lots/index.js';
import type { ScanRecord } from './scan-record.entity.js';
import type { Verdict } from './verdict.js';
import { ScanInput, ScanRecordType } from './scan.graphql.js';
import { VerdictUnion } from './verification.graphql.js';
import { VerificationService } from './verification.service.js';

/** No symbol holds more (DataMatrix: 2,335 characters). */
const LONGEST_SCAN = 4_096;
/** What clients add about how they read it. */
const NOTE = /^[\x20-\x7e]{1,128}$/;
const MOST_SCANS = 100;

@Resolver(() => ScanRecordType)
export class VerificationResolver {
  readonly #productName: (gtin: string) => Promise<string | null>;

  constructor(
    private readonly verification: VerificationService,
    lots: LotsQueries,
  ) {
    this.#productName = batched(async (gtins: string[]) => {
      const products = await lots.productsByGtin(gtins);
      return new Map(products.map(({ gtin, name }) => [gtin, name]));
    });
  }

  @Query(() => VerdictUnion, { description: 'What a scanned pack is. Never cache the answer.' })
  @Allow('unit.verify')
  verify(
    @CurrentActor() actor: Actor,
    @Args('scan', { description: 'The code as read, and how it came in.' }) scan: ScanInput,
  ): Promise<Verdict> {
    if (scan.data.length > LONGEST_SCAN)
      throw new DomainError('BAD_INPUT', 'This is longer than any code. Scan one code at a time.');
    for (const note of [scan.layout, scan.rawHash])
      if (note && !NOTE.test(note))
        throw new DomainError(
          'BAD_INPUT',
          'layout and rawHash are short plain text, at most 128 characters.',
        );
    return this.verification.verify(actor, scan);
  }

  @Query(() => [ScanRecordType], { description: 'The last scans of your site, newest first.' })
  @Allow('scan.read')
  recentScans(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many, 1 to 100.' }) first: number,
  ): Promise<ScanRecord[]> {
    return this.verification.recent(actor, Math.min(Math.max(1, first), MOST_SCANS));
  }

  @ResolveField(() => String, { nullable: true, description: 'Null where nobody has registered the GTIN.' })
  async productName(@Parent() scan: ScanRecord): Promise<string | null> {
    return scan.gtin === null ? null : this.#productName(scan.gtin);
  }
}
