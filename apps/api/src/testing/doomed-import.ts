import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { LotsModule } from '../modules/lots/lots.module.js';
import { RegistrationService } from '../modules/lots/registration.service.js';
import { PlatformModule } from '../platform/platform.module.js';
import { Module } from '@nestjs/common';

@Module({ imports: [PlatformModule, LotsModule] })
class ImportModule {}

/** Goes on with the import of a run, in a process that its spec kills. */
const [runId = ''] = process.argv.slice(2);
const app = await NestFactory.createApplicationContext(ImportModule, { logger: false });
process.stdout.write('ready\n');
await app.get(RegistrationService).resume(Number(runId), '0 seconds');
await app.close();
