import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { dataMatrixPng } from './barcode.js';
import { labelSheet } from './label-sheet.js';
import { LotsQueries } from './lots.queries.js';
import { labelElements, labelSvg, type PackLabel } from './pack-label.js';
import type { Run } from './run.entity.js';
import { SerialStore } from './serial-store.js';

const MOST_LABELS = 10_000;
const PNG_SCALE = 4;

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
    const start = wholeNumber('from', from ?? '0', 0, 2 ** 31);
    const wanted = wholeNumber('count', count ?? '24', 1, MOST_LABELS);
    const { run, lotNumber, labels } = await this.labels(actor, id, start, start + wanted);
    const document = labelSheet(labels, `Lot ${lotNumber}, from ${start}`);
    await reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `inline; filename="labels-${run.id}-${start}.pdf"`)
      .header('cache-control', 'private, no-store')
      .send(document);
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
    const label = await this.label(actor, id, index);
    await reply
      .header('content-type', 'image/svg+xml')
      .header('cache-control', 'private, no-store')
      .send(labelSvg(label));
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
    const image = await dataMatrixPng(labelElements(await this.label(actor, id, index)), PNG_SCALE);
    await reply.header('content-type', 'image/png').header('cache-control', 'private, no-store').send(image);
  }

  private async label(actor: Actor, id: string, index: string | undefined): Promise<PackLabel> {
    const at = wholeNumber('index', index ?? '0', 0, 2 ** 31);
    const { labels } = await this.labels(actor, id, at, at + 1);
    for await (const label of labels) return label;
    throw notFound('unit');
  }

  /** All of the range must be the actor's to read: half a sheet would look like a whole one. */
  private async labels(
    actor: Actor,
    id: string,
    from: number,
    to: number,
  ): Promise<{ run: Run; lotNumber: string; labels: AsyncIterable<PackLabel> }> {
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
    return { run, lotNumber: number, labels: labels() };
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < least || value > most)
    throw new DomainError('BAD_INPUT', `${name} is a whole number from ${least} to ${most}.`);
  return value;
}
