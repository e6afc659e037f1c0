import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ApiModule } from './app.module.js';
import { resolversOf } from './platform/graphql/resolvers-of.js';

const FILE = fileURLToPath(new URL('../schema.graphql', import.meta.url));
const HEADER = '# Written from the code by `npm run schema`. What integrators may rely on.\n\n';

/** The GraphQL schema as the code declares it; it needs neither database nor ledger. */
export async function schemaText(): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await app.get(GraphQLSchemaFactory).create(resolversOf(ApiModule));
  await app.close();
  return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
}

export async function writeSchema(): Promise<void> {
  await writeFile(FILE, await schemaText());
}

export async function checkSchema(): Promise<void> {
  if ((await readFile(FILE, 'utf8')) !== (await schemaText())) {
    throw new Error(
      'schema.graphql is not what the code declares. Run `npm run schema` and commit the result.',
    );
  }
}
