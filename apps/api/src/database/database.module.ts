import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config.js';
import { databaseOptions } from './data-source.js';

/** The connection pool. Entities come from the modules' `TypeOrmModule.forFeature([…])`. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        ...databaseOptions(config.databaseUrl, config.databasePoolSize),
        autoLoadEntities: true,
        retryAttempts: 1,
      }),
    }),
  ],
})
export class DatabaseModule {}
