import { Controller, Get, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Allow } from '../access/index.js';
import { DomainError } from '../errors/index.js';

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
    if (this.#stopping) throw new DomainError('UNAVAILABLE', 'This process is about to stop.');
    try {
      await this.database.query('SELECT 1');
    } catch {
      throw new DomainError('UNAVAILABLE', 'The database cannot be reached.');
    }
    return { status: 'ok' };
  }

  onModuleDestroy(): void {
    this.#stopping = true;
  }
}
