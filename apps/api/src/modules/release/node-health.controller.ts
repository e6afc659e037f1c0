import { Controller, Get, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Allow } from '../../platform/access/allow.decorator.js';
import { assertReady } from '../../platform/health/ready.js';
import { NodeError } from './node.errors.js';

/** For orchestrators. The ledger is no part of it: without it, a node still stops, logs and answers patients. */
@Controller('health')
export class NodeHealthController implements OnModuleDestroy {
  #stopping = false;

  constructor(private readonly database: DataSource) {}

  /** The process runs; if not, start it anew. */
  @Get('live')
  @Allow('public')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve. */
  @Get('ready')
  @Allow('public')
  async ready(): Promise<{ status: 'ok' }> {
    await assertReady(this.database, this.#stopping, (why) => new NodeError('UNAVAILABLE', why));
    return { status: 'ok' };
  }

  onModuleDestroy(): void {
    this.#stopping = true;
  }
}
