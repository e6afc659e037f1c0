import { Module } from '@nestjs/common';
import { AssertionHousekeeping } from './assertion-housekeeping.job.js';
import { Credentials } from './credentials.js';
import { MachineActorSource } from './machine-actor-source.js';
import { MachineReader } from './machine.reader.js';
import { MachineTokenController } from './machine-token.controller.js';
import { MachineTokenService } from './machine-token.service.js';
import { MachinesResolver } from './machines.resolver.js';
import { MachinesService } from './machines.service.js';

@Module({
  controllers: [MachineTokenController],
  providers: [
    AssertionHousekeeping,
    Credentials,
    MachineActorSource,
    MachineReader,
    MachinesResolver,
    MachinesService,
    MachineTokenService,
  ],
  exports: [MachineActorSource],
})
export class MachinesModule {}
