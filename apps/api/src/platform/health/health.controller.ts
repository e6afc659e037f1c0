import { Controller, Get, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Allow } from '../access/index.js';
import { DomainError } from '../errors/index.js';
import { assertReady } from './ready.js';

/** For load balancers and orchestrators. The ledger is no part of it: without it the API reads, verifies and queues. */
@Controller('health')
export class HealthController implements OnModuleDestroy {
  #stopping = false;

  constructor(private readonly database: DataSource) {}

  /** The process runs; if not, start it anew. */
  @Get('live')
  @Allow('public')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve; if not, send requests elsewhere. */
  @Get('ready')
  @Allow('public')
  async ready(): Promise<{ status: 'ok' }> {
    await assertReady(this.database, this.#stopping, (why) => new DomainError('UNAVAILABLE', why));
    return { status: 'ok' };
  }

  onModuleDestroy(): void {
    this.#stopping = true;
  }
}
