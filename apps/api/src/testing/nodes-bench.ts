import { scratchChain, scratchDatabase } from '@custodia/embedded';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readNodeConfig, type NodeConfig } from '../config.js';
import { releaseApp } from '../modules/release/index.js';
import { foundWithNodes, nodeSettings, type RecordPlace } from './founding.js';

/** One release node in this process. */
export interface BenchNode {
  readonly config: NodeConfig;
  readonly app: NestFastifyApplication;
}

/** A chain with the contracts, and three release nodes on it, each with its own database, keys and connection. */
export interface NodesBench extends RecordPlace {
  readonly nodes: readonly BenchNode[];
  close(): Promise<void>;
}

/**
 * @param connect a node's connection to the chain, by its number, where it is not the chain's own
 * @param server the PostgreSQL of their databases, where it is not that of the test run
 */
export async function openNodesBench(
  connect: (chainUrl: string, number: number) => Promise<string> = async (url) => url,
  server?: string,
): Promise<NodesBench> {
  const chain = await scratchChain();
  const { contracts, send } = await foundWithNodes(chain);
  const databases = await Promise.all([1, 2, 3].map(() => scratchDatabase(undefined, server)));
  const nodes = await Promise.all(
    databases.map(async ({ url: databaseUrl }, i): Promise<BenchNode> => {
      const number = i + 1;
      const ledgerUrl = await connect(chain.url, number);
      const config = readNodeConfig(nodeSettings(number, { databaseUrl, ledgerUrl }, contracts));
      const app = await releaseApp(config, false);
      await app.listen(0, '127.0.0.1');
      return { config, app };
    }),
  );
  const doors = await Promise.all(nodes.map(async ({ app }) => ({ url: await app.getUrl() })));
  return {
    chain,
    contracts,
    nodes,
    doors,
    send,
    async close() {
      await Promise.all(nodes.map(({ app }) => app.close()));
      await Promise.all(databases.map((database) => database.drop()));
      await chain.stop();
    },
  };
}
