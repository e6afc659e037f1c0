import { Gs1Error, parseGtin } from '@custodia/gs1';
import type { MultipartFile } from '@fastify/multipart';
import { Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { csvRow } from '../../platform/csv/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { partsOf } from '../../platform/http/index.js';
import { LotsQueries } from './lots.queries.js';
import type { NewRun } from './lots.service.js';
import { RegistrationService } from './registration.service.js';
import type { Run } from './run.entity.js';

/** So many rejected lines come with the answer; the file has all that are kept. */
const SHOWN_LINES = 20;

/** Serial lists in, rejected lines out. */
@Controller('lots/runs')
export class RunUploadController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly queries: LotsQueries,
  ) {}

  /**
   * multipart/form-data: the fields idempotencyKey, gtin, lotNumber, expiry and expiryDayGiven, then the file.
   * 201 when registered, 202 while a large list is still taken in, 422 when it was refused.
   */
  @Post()
  @Allow('lot.register')
  async upload(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = new Map<string, string>();
    for await (const part of partsOf(request)) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else {
        const run = await this.register(actor, fields, part);
        await reply.status(run.status === 'READY' ? HttpStatus.CREATED : HttpStatus.ACCEPTED).send({
          runId: String(run.id),
          status: run.status,
        });
        return;
      }
    }
    throw new DomainError('BAD_INPUT', 'There is no file in this upload. Choose the list of serials.');
  }

  /** What was refused, as a list to correct. */
  @Get(':id/rejected.csv')
  @Allow('lot.register')
  async rejected(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.queries.run(actor, Number(id));
    if (!run?.failure) throw notFound('list of rejected lines');
    const lines = run.failure.lines.map((line) => csvRow(line.line, line.value, line.code, line.reason));
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rejected-${run.id}.csv"`)
      .send(['line,serial,code,reason', ...lines, ''].join('\r\n'));
  }

  private async register(
    actor: Actor,
    fields: ReadonlyMap<string, string>,
    part: MultipartFile,
  ): Promise<Run> {
    const run = await this.registration.upload(
      actor,
      required(fields, 'idempotencyKey'),
      runOf(fields),
      part.file,
    );
    if (run.status !== 'FAILED') return run;
    const { code, message, rejected, lines } = run.failure!;
    throw new DomainError('SERIALS_REJECTED', message, {
      runId: String(run.id),
      reason: code,
      rejected,
      lines: lines.slice(0, SHOWN_LINES),
    });
  }
}

function runOf(fields: ReadonlyMap<string, string>): NewRun {
  const expiry = required(fields, 'expiry');
  if (!/^\d{4}-\d\d-\d\d$/.test(expiry) || Number.isNaN(Date.parse(expiry)))
    throw new DomainError('BAD_INPUT', `expiry: "${expiry.slice(0, 20)}" is not a day such as 2028-06-30.`);
  try {
    return {
      gtin: parseGtin(required(fields, 'gtin')),
      lotNumber: required(fields, 'lotNumber'),
      expiry,
      expiryDayGiven: fields.get('expiryDayGiven') !== 'false',
    };
  } catch (error) {
    if (error instanceof Gs1Error) throw new DomainError('BAD_INPUT', `gtin: ${error.message}`);
    throw error;
  }
}

function required(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name)?.trim();
  if (!value) throw new DomainError('BAD_INPUT', `The field ${name} is missing; fields go before the file.`);
  return value;
}
