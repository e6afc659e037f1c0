import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isNewsAddress } from './record-news.rules.js';
import { RecordNewsService } from './record-news.service.js';

/** Where release nodes say that there is something new for an address. */
@Controller('notices')
export class RecordNewsController {
  constructor(private readonly service: RecordNewsService) {}

  /** Who knows an address may have its owner told; of any other nothing follows, and the answer is the same. */
  @Post()
  @HttpCode(204)
  @Allow('public')
  async hear(@Body() body: unknown): Promise<void> {
    const { address } = (body ?? {}) as { readonly address?: unknown };
    if (!isNewsAddress(address))
      throw new DomainError('BAD_INPUT', 'Send {"address": "…"}: 32 bytes in base64url.');
    await this.service.hear(address);
  }
}
