import type { EvidenceBundle } from '@custodia/ledger';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../platform/access/index.js';
import { paperLanguage } from '../../platform/http/index.js';
import { evidencePaper } from './evidence-paper.js';
import { EvidenceService } from './evidence.service.js';

/** Downloads of evidence bundles. */
@Controller('files/evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Get(':file.json')
  @Allow('evidence.read')
  async json(@Param('file') id: string, @Res() reply: FastifyReply): Promise<void> {
    const text = await this.evidence.text(id);
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="evidence-${id}.json"`)
      .header('cache-control', 'private, no-store')
      .send(text);
  }

  /** What the bundle says, for people; in the language asked for by `lang`. */
  @Get(':file.pdf')
  @Allow('evidence.read')
  async pdf(
    @Param('file') id: string,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bundle = JSON.parse(await this.evidence.text(id)) as EvidenceBundle;
    const body = await evidencePaper(bundle, `evidence-${id}.json`, paperLanguage(lang));
    await reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `attachment; filename="evidence-${id}.pdf"`)
      .header('cache-control', 'private, no-store')
      .send(body);
  }
}
