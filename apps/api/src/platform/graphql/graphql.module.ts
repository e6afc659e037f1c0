import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../config.js';
import type { Exchange } from '../access/index.js';
import { formatError } from './format-error.js';
import { withinLimits } from './limits.js';
import { StreamController } from './stream.controller.js';

@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [Config],
      useFactory: (config: Config) => ({
        autoSchemaFile: true,
        sortSchema: true,
        graphiql: false,
        introspection: config.demo,
        includeStacktraceInErrorResponses: false,
        parseOptions: { maxTokens: 5_000 },
        validationRules: [withinLimits()],
        allowBatchedHttpRequests: false,
        persistedQueries: false,
        csrfPrevention: true,
        autoTransformHttpErrors: false,
        formatError,
        // It would wrap every field's resolver to find out how long the answer may be kept: not at all, as the guards say.
        plugins: [ApolloServerPluginCacheControlDisabled()],
        context: (req: FastifyRequest, reply: FastifyReply): Exchange => ({ req, reply }),
      }),
    }),
  ],
  controllers: [StreamController],
})
export class GraphQLApiModule {}
