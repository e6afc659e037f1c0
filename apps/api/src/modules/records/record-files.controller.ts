import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { partsOf, readAtMost } from '../../platform/http/index.js';
import { RecordFilesReader } from './record-files.reader.js';
import { PART_BYTES, readPart } from './record-files.rules.js';
import { RecordFilesService } from './record-files.service.js';

/** The bytes of large files of entries, sealed, part by part. */
@Controller('files')
export class RecordFilesController {
  constructor(
    private readonly files: RecordFilesService,
    private readonly reader: RecordFilesReader,
  ) {}

  /** multipart/form-data with the part. Parts may come in any order, and again. */
  @Post('records/:file/parts/:part')
  @Allow('record.write')
  async take(
    @CurrentActor() actor: Actor,
    @Param('file') file: string,
    @Param('part') part: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#take(actor, file, part, request, reply);
  }

  /** The same, into the own record. */
  @Post('own-record/:file/parts/:part')
  @Allow('record.own')
  async takeOwn(
    @CurrentActor() actor: Actor,
    @Param('file') file: string,
    @Param('part') part: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#take(actor, file, part, request, reply);
  }

  /** A part of a file that the actor may read at this moment. */
  @Get('records/:file/parts/:part')
  @Allow('record.read')
  async granted(
    @CurrentActor() actor: Actor,
    @Param('file') file: string,
    @Param('part') part: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPart(reply, await this.reader.grantedPart(actor, file, partOf(part)));
  }

  /** A part of a file of the own record. */
  @Get('own-record/:file/parts/:part')
  @Allow('record.own')
  async own(
    @CurrentActor() actor: Actor,
    @Param('file') file: string,
    @Param('part') part: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPart(reply, await this.reader.ownPart(actor, file, partOf(part)));
  }

  async #take(
    actor: Actor,
    file: string,
    part: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const number = partOf(part);
    for await (const field of partsOf(request)) {
      if (field.type === 'field') continue;
      await this.files.takePart(actor, file, number, await readAtMost(field.file, PART_BYTES + 1));
      await reply.status(201).send({ part: number });
      return;
    }
    throw new DomainError('BAD_INPUT', 'There is no part of a file in this upload.');
  }
}

function partOf(text: string): number {
  const part = readPart(text);
  if (part === undefined) throw notFound('file');
  return part;
}

async function sendPart(reply: FastifyReply, bytes: Buffer): Promise<void> {
  await reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .header('cache-control', 'private, no-store')
    .send(bytes);
}
