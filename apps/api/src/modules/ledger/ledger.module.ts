import { Module } from '@nestjs/common';
import { DeployContractsCommand } from './deploy-contracts.command.js';
import { IndexJob } from './index.job.js';
import { LedgerMetrics } from './ledger-metrics.js';
import { LedgerNode } from './ledger-node.js';
import { LedgerStatusReader } from './ledger-status.js';
import { LedgerResolver } from './ledger.resolver.js';
import { OperationsQueries } from './operations.queries.js';
import { RebuildCommand } from './rebuild.command.js';
import { RotateOperatorCommand } from './rotation/rotate-operator.command.js';
import { SubmitJob } from './submit.job.js';

/** Carries operations to the ledger and what it says back into the projections. No other module imports it. */
@Module({
  providers: [
    DeployContractsCommand,
    IndexJob,
    LedgerMetrics,
    LedgerNode,
    LedgerResolver,
    LedgerStatusReader,
    OperationsQueries,
    RebuildCommand,
    RotateOperatorCommand,
    SubmitJob,
  ],
})
export class LedgerModule {}
