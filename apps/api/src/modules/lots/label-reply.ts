import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { DomainError } from '../../platform/errors/index.js';
import { PRINTERS, type PrinterResolution } from './label-zpl.js';

export interface LabelFile {
  readonly type: string;
  readonly body: string | Buffer | Readable;
  /** To be kept under this name; otherwise it is shown. */
  readonly name?: string;
  /** How many labels it holds, so that a reader can show how far it is. */
  readonly units?: number;
}

/** Answers with labels. They name packs, so no shared cache may keep them. */
export async function sendLabels(reply: FastifyReply, { type, name, units, body }: LabelFile): Promise<void> {
  void reply.header('content-type', type).header('cache-control', 'private, no-store');
  if (name !== undefined) void reply.header('content-disposition', `inline; filename="${name}"`);
  if (units !== undefined) void reply.header('x-label-count', String(units));
  await reply.send(body);
}

/** The resolution of a label printer, 203 dpi where none is named. */
export function printerResolution(dpi = '203'): PrinterResolution {
  if (!Object.hasOwn(PRINTERS, dpi))
    throw new DomainError('BAD_INPUT', 'dpi is the resolution of the printer: 203, 300 or 600.');
  return Number(dpi) as PrinterResolution;
}
