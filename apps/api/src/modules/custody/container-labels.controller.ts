import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { paperLanguage } from '../../platform/http/index.js';
import { codePng, pdfOf, printerResolution, sendLabels, singleLabel, svgOf, zplOf } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import {
  containerLabelPlan,
  ssccElements,
  type ContainerLabel,
  type LabelContent,
} from './container-label.js';
import { ContainersQueries } from './containers.queries.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader } from './custody.reader.js';

/** Logistic labels of containers, in the language asked for by `lang`. */
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
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const plan = containerLabelPlan(await this.label(actor, sscc), paperLanguage(lang));
    const body = pdfOf([plan], singleLabel(plan), plan.title);
    await sendLabels(reply, { type: 'application/pdf', name: `${sscc}.pdf`, body });
  }

  @Get('label.svg')
  @Allow('container.read')
  async svg(
    @CurrentActor() actor: Actor,
    @Param('sscc') sscc: string,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = svgOf(containerLabelPlan(await this.label(actor, sscc), paperLanguage(lang)));
    await sendLabels(reply, { type: 'image/svg+xml', body });
  }

  /** For label printers. `dpi` is that of the printer: 203, 300 or 600. */
  @Get('label.zpl')
  @Allow('container.read')
  async zpl(
    @CurrentActor() actor: Actor,
    @Param('sscc') sscc: string,
    @Query('dpi') dpi: string | undefined,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resolution = printerResolution(dpi);
    const body = zplOf(containerLabelPlan(await this.label(actor, sscc), paperLanguage(lang)), resolution);
    await sendLabels(reply, { type: 'text/plain; charset=utf-8', name: `${sscc}.zpl`, body });
  }

  /** The SSCC's bar code as a bitmap. */
  @Get('label.png')
  @Allow('container.read')
  async png(
    @CurrentActor() actor: Actor,
    @Param('sscc') sscc: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const label = await this.label(actor, sscc);
    await sendLabels(reply, { type: 'image/png', body: await codePng('bars', ssccElements(label.sscc)) });
  }

  private async label(actor: Actor, sscc: string): Promise<ContainerLabel> {
    const container = await this.queries.container(actor, sscc);
    if (!container) throw notFound('container');
    const site = await this.sites.byId(container.siteId);
    const ranges = await this.containers.contents(this.database.manager, sscc);
    const runs = await this.custody.runs([...new Set(ranges.map(({ runId }) => runId))]);
    const contents = new Map<string, LabelContent>();
    for (const { runId, start, end } of ranges) {
      const { gtin, lotNumber } = runs.get(runId)!;
      const key = `${gtin} ${lotNumber}`;
      const units = (contents.get(key)?.units ?? 0) + end - start;
      contents.set(key, { gtin, lot: lotNumber, units });
    }
    return { sscc, kind: container.kind, from: site?.name ?? '', contents: [...contents.values()] };
  }
}
