import { checkDigit, type Sscc } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';
import { Container, type ContainerKind } from './container.entity.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader } from './custody.reader.js';
import { piecesFor } from './custody.rules.js';
import { checkHindrance } from './movement.rules.js';
import type { UnitRange } from './segment.js';

export interface NewContainer {
  readonly idempotencyKey: string;
  readonly kind: ContainerKind;
  /** Made from the site's GLN if absent. */
  readonly sscc?: Sscc | null;
  readonly ranges?: readonly { readonly runId: number; readonly from: number; readonly to: number }[] | null;
  readonly children?: readonly Sscc[] | null;
  /** Takes what is packed already out of where it is, instead of refusing it. */
  readonly repack?: boolean | null;
}

export interface OpenedContainer {
  readonly idempotencyKey: string;
  readonly sscc: Sscc;
}

/** Packs units into cartons and cartons onto pallets. */
@Injectable()
export class PackingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly custody: CustodyReader,
    private readonly containers: ContainersStore,
  ) {}

  async pack(actor: Actor, input: NewContainer): Promise<string> {
    const { idempotencyKey, ...asked } = input;
    const ranges = input.ranges ?? [];
    const children = input.children ?? [];
    if (ranges.length + children.length === 0)
      throw new DomainError('BAD_INPUT', 'An empty container cannot be closed. Add packs or cartons.');
    const site = await this.sites.byId(actor.siteId);
    if (!site) throw notFound('site');
    try {
      return await this.work.once(actor, 'container.pack', idempotencyKey, asked, async (tx) => {
        const runs = await this.custody.lockRuns(tx.manager, [...new Set(ranges.map(({ runId }) => runId))]);
        const sscc = input.sscc ?? (await nextSscc(tx, site.gln));
        await tx.manager.insert(Container, {
          sscc,
          kind: input.kind,
          parentSscc: null,
          siteId: actor.siteId,
          packedAt: tx.now,
        });
        for (const { runId, from, to } of ranges) {
          const range = { start: from, end: to };
          const run = runs.get(runId);
          const segments = run ? await this.custody.segments(run, range, tx.manager) : [];
          piecesFor('ship', segments, range, actor.partyIds);
          checkHindrance(await this.custody.hindrance(run!, range, tx.manager));
          await this.takeOut(tx, runId, range, input.repack ?? false);
          await this.containers.pack(tx, sscc, runId, range);
        }
        for (const child of children) await this.adopt(tx, actor, sscc, child, input.repack ?? false);
        tx.audit(
          { type: 'container', id: sscc },
          {
            kind: input.kind,
            ranges: ranges.length,
            children: children.length,
            ...(input.repack && { repack: true }),
          },
        );
        return sscc;
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'container_pkey')) throw error;
      throw new DomainError('CONTAINER_EXISTS', `A container with SSCC ${input.sscc ?? ''} exists already.`);
    }
  }

  /** Opens a container that stands here: what lay in it directly is loose again, and its label means nothing more. */
  open(actor: Actor, { idempotencyKey, sscc }: OpenedContainer): Promise<string> {
    return this.work.once(actor, 'container.open', idempotencyKey, { sscc }, async (tx) => {
      const container = await tx.manager.findOne(Container, {
        where: { sscc, siteId: actor.siteId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!container) throw notFound(`container ${sscc}`);
      const inside = await this.containers.contents(tx.manager, sscc);
      const runs = await this.custody.lockRuns(tx.manager, [...new Set(inside.map(({ runId }) => runId))]);
      for (const range of inside) {
        const segments = await this.custody.segments(runs.get(range.runId)!, range, tx.manager);
        piecesFor('ship', segments, range, actor.partyIds);
      }
      await this.containers.empty(tx, sscc);
      tx.audit({ type: 'container', id: sscc }, { kind: container.kind });
      return sscc;
    });
  }

  private async takeOut(tx: Tx, runId: number, range: UnitRange, repack: boolean): Promise<void> {
    const [packed] = await this.containers.packedIn(tx.manager, runId, range);
    if (!packed) return;
    const { sscc } = packed;
    const first = Math.max(packed.start, range.start) + 1;
    if (!repack)
      throw new DomainError('ALREADY_PACKED', `Pack no. ${first} is in container ${sscc}.`, { sscc });
    await this.containers.unpack(tx, runId, range);
  }

  private async adopt(tx: Tx, actor: Actor, parent: string, child: Sscc, repack: boolean): Promise<void> {
    const known = await tx.manager.findOneBy(Container, { sscc: child, siteId: actor.siteId });
    if (!known || child === parent) throw notFound(`container ${child}`);
    if (known.parentSscc !== null && !repack)
      throw new DomainError('ALREADY_PACKED', `Container ${child} is on ${known.parentSscc} already.`, {
        sscc: known.parentSscc,
      });
    await tx.manager.update(Container, { sscc: child }, { parentSscc: parent });
  }
}

/**
 * The next SSCC of a site: extension digit, the first 12 digits of its GLN, four digits, check digit. The GLN is unique
 * whatever the length of the company prefix, so no other site makes the same one; a maker with more than 100,000 containers
 * sends the SSCCs of its own line.
 */
async function nextSscc(tx: Tx, gln: string): Promise<string> {
  const issuer = gln.slice(0, 12);
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`sscc ${issuer}`]);
  const [row] = await tx.sql<{ last: number | null }>(
    `SELECT max(substr(sscc::text, 1, 1)::int * 10000 + substr(sscc::text, 14, 4)::int) AS last FROM container
     WHERE substr(sscc::text, 2, 12) = $1`,
    [issuer],
  );
  const next = (row?.last ?? -1) + 1;
  if (next > 99_999)
    throw new DomainError(
      'BAD_INPUT',
      'All SSCCs of this site are used. Send the SSCC of the label that you have printed.',
    );
  const payload = `${Math.floor(next / 10_000)}${issuer}${String(next % 10_000).padStart(4, '0')}`;
  return payload + checkDigit(payload);
}
