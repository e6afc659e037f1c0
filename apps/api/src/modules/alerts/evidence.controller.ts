import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../platform/access/index.js';
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
}
