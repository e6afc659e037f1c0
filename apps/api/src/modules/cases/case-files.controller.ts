import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { paperLanguage, partsOf, readAtMost } from '../../platform/http/index.js';
import { euRapidAlert, fda3911, type DraftFacts } from './case-drafts.js';
import { CasePapers } from './case-papers.js';
import { CasesService } from './cases.service.js';
import { MOST_PHOTO_BYTES } from './photo.js';

/** Photos of a case, its quarantine label, and drafts for authorities. */
@Controller('files/cases/:id')
export class CaseFilesController {
  constructor(
    private readonly papers: CasePapers,
    private readonly cases: CasesService,
  ) {}

  /** multipart/form-data: an optional field `text`, then the photo. */
  @Post('photos')
  @Allow('case.answer')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    let text = '';
    for await (const part of partsOf(request)) {
      if (part.type === 'field') {
        if (part.fieldname === 'text') text = String(part.value);
        continue;
      }
      const bytes = await readAtMost(part.file, MOST_PHOTO_BYTES + 1);
      await reply.status(201).send({ entryId: await this.cases.addPhoto(actor, id, bytes, text) });
      return;
    }
    throw new DomainError('BAD_INPUT', 'There is no photo in this upload.');
  }

  @Get('photos/:entry')
  @Allow('case.read')
  async photo(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { type, bytes } = await this.papers.photo(actor, id, entry);
    await reply
      .header('content-type', type)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', `default-src 'none'`)
      .header('cache-control', 'private, max-age=3600')
      .send(bytes);
  }

  @Get('quarantine.pdf')
  @Allow('case.read')
  async label(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('lang') lang: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = await this.papers.quarantineLabel(actor, id, paperLanguage(lang));
    await reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'inline; filename="quarantine.pdf"')
      .header('cache-control', 'private, no-store')
      .send(body);
  }

  @Get('fda-3911.txt')
  @Allow('case.handle')
  async fda(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendDraft(reply, 'fda-3911', fda3911, await this.papers.facts(actor, id));
  }

  @Get('eu-rapid-alert.txt')
  @Allow('case.handle')
  async rapidAlert(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendDraft(reply, 'rapid-alert', euRapidAlert, await this.papers.facts(actor, id));
  }
}

async function sendDraft(
  reply: FastifyReply,
  name: string,
  draft: (facts: DraftFacts) => string,
  facts: DraftFacts,
): Promise<void> {
  await reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}-${facts.number}.txt"`)
    .header('cache-control', 'private, no-store')
    .send(draft(facts));
}
