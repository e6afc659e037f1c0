import type { Gtin } from '@custodia/gs1';
import { isGtin } from '@custodia/gs1';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { paperLanguage } from '../../platform/http/index.js';
import { TracePapers } from './trace-papers.js';
import type { Asked } from './trace.reader.js';

/** Downloads of a trace. The pack is in the query: serials have signs that a path cannot carry everywhere. */
@Controller('files/trace')
export class TraceFilesController {
  constructor(private readonly papers: TracePapers) {}

  /** EPCIS 2.0 as JSON-LD. */
  @Get('epcis.json')
  @Allow('unit.trace')
  async epcis(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = askedOf(query);
    const body = await this.papers.epcis(actor, asked);
    await send(reply, { type: 'application/ld+json; charset=utf-8', name: fileName(asked, 'json'), body });
  }

  /** In the language asked for by `lang`. */
  @Get('trace.pdf')
  @Allow('unit.trace')
  async pdf(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = askedOf(query);
    const body = await this.papers.pdf(actor, asked, paperLanguage(query['lang']));
    await send(reply, { type: 'application/pdf', name: fileName(asked, 'pdf'), body });
  }
}

function askedOf({ gtin, serial, lot }: Record<string, unknown>): Asked {
  if (typeof gtin !== 'string' || !isGtin(gtin) || typeof serial !== 'string' || serial === '')
    throw new DomainError('BAD_INPUT', 'Name the pack: gtin (14 digits with their check digit) and serial.');
  return { gtin: gtin as Gtin, serial, lot: typeof lot === 'string' && lot !== '' ? lot : undefined };
}

/** A serial may have signs that mean something in a header or a file system. */
function fileName({ gtin, serial }: Asked, ending: string): string {
  return `trace-${gtin}-${serial.replaceAll(/[^\w.-]/g, '_')}.${ending}`;
}

async function send(
  reply: FastifyReply,
  { type, name, body }: { type: string; name: string; body: string | Buffer },
): Promise<void> {
  await reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(body);
}
