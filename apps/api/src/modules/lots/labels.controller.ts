import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { codePng } from './barcode.js';
import { pdfOf } from './label-pdf.js';
import { printerResolution, sendLabels } from './label-reply.js';
import { svgOf } from './label-svg.js';
import { zplOf } from './label-zpl.js';
import { LotsQueries } from './lots.queries.js';
import { PACK_SHEET, labelElements, packLabelPlan, type PackLabel } from './pack-label.js';
import type { Run } from './run.entity.js';
import { SerialStore } from './serial-store.js';

const MOST_LABELS = 10_000;

/** Labels of units: for the maker, the regulator and whoever holds them. */
@Controller('lots/runs/:id')
export class LabelsController {
  constructor(
    private readonly queries: LotsQueries,
    private readonly store: SerialStore,
  ) {}

  /** Sheets of labels of the units [from, from + count), streamed. */
  @Get('labels.pdf')
  @Allow('lot.read')
  async sheet(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('from') from: string | undefined,
    @Query('count') count: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { labels, name, units, title } = await this.range(actor, id, from, count);
    const pdf = pdfOf(planned(labels), PACK_SHEET, title);
    await sendLabels(reply, { type: 'application/pdf', name: `${name}.pdf`, units, body: pdf });
  }

  /** The same for label printers, one label after the other. `dpi` is that of the printer: 203, 300 or 600. */
  @Get('labels.zpl')
  @Allow('lot.read')
  async zpl(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('from') from: string | undefined,
    @Query('count') count: string | undefined,
    @Query('dpi') dpi: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resolution = printerResolution(dpi);
    const { labels, name, units } = await this.range(actor, id, from, count);
    async function* written(): AsyncGenerator<string> {
      for await (const plan of planned(labels)) yield zplOf(plan, resolution);
    }
    const body = Readable.from(written(), { objectMode: false });
    await sendLabels(reply, { type: 'text/plain; charset=utf-8', name: `${name}.zpl`, units, body });
  }

  /** One label: code, lines for the eye, white ground. */
  @Get('label.svg')
  @Allow('lot.read')
  async svg(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('index') index: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = svgOf(packLabelPlan(await this.label(actor, id, index)));
    await sendLabels(reply, { type: 'image/svg+xml', body });
  }

  /** The code of one label as a bitmap. */
  @Get('label.png')
  @Allow('lot.read')
  async png(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('index') index: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = await codePng('matrix', labelElements(await this.label(actor, id, index)));
    await sendLabels(reply, { type: 'image/png', body });
  }

  private async label(actor: Actor, id: string, index: string | undefined): Promise<PackLabel> {
    const at = wholeNumber('index', index ?? '0', 0, 2 ** 31);
    const { labels } = await this.labels(actor, id, at, at + 1);
    for await (const label of labels) return label;
    throw notFound('unit');
  }

  private async range(actor: Actor, id: string, from = '0', count = '24') {
    const start = wholeNumber('from', from, 0, 2 ** 31);
    const wanted = wholeNumber('count', count, 1, MOST_LABELS);
    const { run, lotNumber, labels, units } = await this.labels(actor, id, start, start + wanted);
    const standing = await this.queries.standingOfLot(run.lotId);
    if (standing?.recalled || standing?.withdrawn)
      throw new DomainError(
        'LOT_CLOSED',
        `Lot ${lotNumber} is recalled or withdrawn: no labels are made for it any more.`,
      );
    return {
      labels,
      units,
      name: `labels-${run.id}-${start}`,
      title: `Lot ${lotNumber}, from ${start}`,
    };
  }

  /** All of the range must be the actor's to read: half a sheet would look like a whole one. */
  private async labels(
    actor: Actor,
    id: string,
    from: number,
    to: number,
  ): Promise<{ run: Run; lotNumber: string; units: number; labels: AsyncIterable<PackLabel> }> {
    const run = await this.queries.run(actor, Number(id));
    const lot = run && (await this.queries.lotById(run.lotId));
    const product = lot && (await this.queries.productById(lot.productId));
    if (!run || !lot || !product || from >= run.unitCount) throw notFound('unit');
    if (run.status !== 'READY')
      throw new DomainError('RUN_NOT_READY', 'The serials of this run are not all there yet.');
    const end = Math.min(to, run.unitCount);
    const readable = await this.queries.readable(actor, run, from, end);
    const units = readable.reduce((sum, part) => sum + part.to - part.from, 0);
    if (units < end - from) throw notFound('unit');
    const { expiry, expiryDayGiven, number } = lot;
    const stream = this.store.stream(run.id, from, end);
    async function* labels(): AsyncGenerator<PackLabel> {
      for await (const { serial } of stream)
        yield { gtin: product!.gtin, serial, lot: number, expiry, expiryDayGiven };
    }
    return { run, lotNumber: number, units, labels: labels() };
  }
}

async function* planned(labels: AsyncIterable<PackLabel>) {
  for await (const label of labels) yield packLabelPlan(label);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < least || value > most)
    throw new DomainError('BAD_INPUT', `${name} is a whole number from ${least} to ${most}.`);
  return value;
}
