import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { DataSource } from 'typeorm';
import { SiteReader } from '../parties/index.js';
import { containerLabelPdf, containerLabelSvg, type ContainerLabel } from './container-label.js';
import { ContainersQueries } from './containers.queries.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader } from './custody.reader.js';

/** Logistic labels of containers. */
@Controller('files/containers/:sscc')
export class ContainerLabelsController {
  constructor(
    private readonly queries: ContainersQueries,
    private readonly containers: ContainersStore,
    private readonly custody: CustodyReader,
    private readonly sites: SiteReader,
    private readonly database: DataSource,
  ) {}

  @Get('label.pdf')
  @Allow('container.read')
  async pdf(
    @CurrentActor() actor: Actor,
    @Param('sscc') sscc: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const label = await this.label(actor, sscc);
    await reply.header('content-type', 'application/pdf').send(containerLabelPdf(label));
  }

  @Get('label.svg')
  @Allow('container.read')
  async svg(
    @CurrentActor() actor: Actor,
    @Param('sscc') sscc: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply
      .header('content-type', 'image/svg+xml')
      .send(containerLabelSvg(await this.label(actor, sscc)));
  }

  private async label(actor: Actor, sscc: string): Promise<ContainerLabel> {
    const container = await this.queries.container(actor, sscc);
    if (!container) throw notFound('container');
    const site = await this.sites.byId(container.siteId);
    const ranges = await this.containers.contents(this.database.manager, sscc);
    const runs = await this.custody.runs([...new Set(ranges.map(({ runId }) => runId))]);
    const contents = [...runs.values()].map(({ id, gtin, lotNumber }) => {
      const units = ranges
        .filter(({ runId }) => runId === id)
        .reduce((sum, { start, end }) => sum + end - start, 0);
      return `GTIN ${gtin}  LOT ${lotNumber}  ${units} packs`;
    });
    const units = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    return { sscc, kind: container.kind, from: site?.name ?? '', units, contents };
  }
}
