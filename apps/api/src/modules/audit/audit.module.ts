import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnchoringJob } from './anchoring.job.js';
import { AuditController } from './audit.controller.js';
import { AuditHead } from './audit-head.entity.js';
import { AuditLink } from './audit-link.entity.js';
import { AuditQueries } from './audit.queries.js';
import { AuditQueue } from './audit-queue.entity.js';
import { AuditResolver } from './audit.resolver.js';
import { ChainingJob } from './chaining.job.js';
import { ErasureService } from './erasure.service.js';
import { ForgetPersonCommand } from './forget-person.command.js';
import { RetentionJob } from './retention.job.js';
import { Verifier } from './verifier.js';
import { VerifyAuditCommand } from './verify-audit.command.js';

/** Chains, anchors, shows and checks the trail that every unit of work leaves. */
@Module({
  imports: [TypeOrmModule.forFeature([AuditHead, AuditLink, AuditQueue])],
  controllers: [AuditController],
  providers: [
    AnchoringJob,
    AuditQueries,
    AuditResolver,
    ChainingJob,
    ErasureService,
    ForgetPersonCommand,
    RetentionJob,
    Verifier,
    VerifyAuditCommand,
  ],
})
export class AuditModule {}
