import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { csvRow } from '../../platform/csv/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { AuditQueries, type AuditFilter, type ExportedEntry } from './audit.queries.js';

interface Asked {
  readonly siteId?: string;
  readonly action?: string;
  readonly search?: string;
  readonly since?: string;
  readonly before?: string;
}

const COLUMNS = [
  'at',
  'user',
  'site',
  'system',
  'action',
  'subjectType',
  'subjectId',
  'details',
  'seq',
  'hash',
];

/** The trail as a file. Taking it away is itself on the record, and no matter of a screen that was left open. */
@Controller('files')
export class AuditController {
  constructor(
    private readonly queries: AuditQueries,
    private readonly work: UnitOfWork,
  ) {}

  /** For spreadsheets. */
  @Get('audit.csv')
  @Allow('audit.read')
  @Fresh()
  async csv(@CurrentActor() actor: Actor, @Query() asked: Asked, @Res() reply: FastifyReply): Promise<void> {
    const lines = await this.lines(actor, asked, 'csv', csvLines);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(lines);
  }

  /** One entry a line (JSON Lines), with salts and hashes, so that others can check the chain. */
  @Get('audit.jsonl')
  @Allow('audit.read')
  @Fresh()
  async json(@CurrentActor() actor: Actor, @Query() asked: Asked, @Res() reply: FastifyReply): Promise<void> {
    const lines = await this.lines(actor, asked, 'jsonl', jsonLines);
    await reply
      .header('content-type', 'application/jsonl; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.jsonl"')
      .send(lines);
  }

  private async lines(
    actor: Actor,
    asked: Asked,
    format: string,
    write: (entries: AsyncIterable<ExportedEntry>) => AsyncGenerator<string>,
  ): Promise<Readable> {
    const filter = filterOf(asked);
    await this.work.run(actor, 'audit.export', async (tx) => {
      const { since, before, ...rest } = filter;
      const days = { since: since?.toISOString() ?? null, before: before?.toISOString() ?? null };
      tx.audit({ type: 'site', id: actor.siteId }, { format, ...days, ...rest });
    });
    return Readable.from(write(this.queries.all(actor, filter)), { objectMode: false });
  }
}

async function* csvLines(entries: AsyncIterable<ExportedEntry>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const { at, userName, siteName, system, action, subjectType, subjectId, ...more } of entries) {
    const { details, seq, hash } = more;
    yield `${csvRow(at, userName, siteName, system, action, subjectType, subjectId, details, seq, hash)}\r\n`;
  }
}

async function* jsonLines(entries: AsyncIterable<ExportedEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

function filterOf({ since, before, siteId, action, search }: Asked): AuditFilter {
  const given = {
    siteId: text('siteId', siteId),
    action: text('action', action),
    search: text('search', search),
  };
  const times = { since: time('since', since), before: time('before', before) };
  return Object.fromEntries(
    Object.entries({ ...given, ...times }).filter(([, value]) => value !== undefined),
  ) as AuditFilter;
}

function time(name: string, value: unknown): Date | undefined {
  const given = text(name, value);
  if (given === undefined) return undefined;
  const at = new Date(given);
  const year = at.getUTCFullYear();
  if (Number.isNaN(at.getTime()) || year < 1970 || year > 9999)
    throw new DomainError('BAD_INPUT', `${name}: give a time such as 2026-01-31T12:00:00Z.`);
  return at;
}

/** A name that is given twice comes as a list. */
function text(name: string, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 200 || value.includes('\0'))
    throw new DomainError('BAD_INPUT', `${name}: give one short text.`);
  return value;
}
