import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { fromSource, patience } from '../vitest.shared.js';

/** What all others have left behind is looked at after them. */
class LooksBackLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const looksBack = ({ moduleId }: TestSpecification) => moduleId.endsWith('/whole-node.spec.ts');
    return [...sorted.filter((file) => !looksBack(file)), ...sorted.filter(looksBack)];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LooksBackLast },
    // As many as the smallest machine has cores; the default leaves one of two idle.
    maxWorkers: 2,
    projects: [
      {
        ...fromSource,
        test: { ...patience, name: 'architecture', include: ['architecture/**/*.spec.ts'] },
      },
      {
        // The API runs in the process of the tests: see apps/api/vitest.config.ts for why graphql is named.
        resolve: {
          ...fromSource.resolve,
          alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
        },
        ssr: fromSource.ssr,
        test: {
          ...patience,
          name: 'security',
          include: ['security/**/*.spec.ts'],
          setupFiles: ['reflect-metadata'],
          globalSetup: ['@custodia/embedded/vitest'],
          server: { deps: { inline: [/@nestjs\/graphql/, /@nestjs\/apollo/, /graphql-sse/] } },
          // A file loads the API in seconds: with a process for each, much of the time would go there.
          isolate: false,
        },
      },
      {
        ...fromSource,
        // The long form is `npm run test:faults`.
        test: {
          ...patience,
          name: 'faults',
          include: ['faults/**/*.spec.ts'],
          testTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        ...fromSource,
        test: {
          ...patience,
          name: 'bench',
          include: ['bench/**/*.spec.ts'],
          // Each starts the whole product but the portal.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        ...fromSource,
        test: {
          ...patience,
          name: 'journeys',
          include: ['journeys/**/*.spec.ts'],
          exclude: ['journeys/**/*.screens.spec.ts'],
          globalSetup: ['journeys/stack.ts'],
          // One product runs for all journeys, and a small machine is soon busy: one file, and one kind of tests, at a time.
          fileParallelism: false,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...fromSource,
        test: {
          // What takes long, every screen above all: `npm run test:long`.
          ...patience,
          name: 'screens',
          include: ['journeys/**/*.screens.spec.ts'],
          globalSetup: ['journeys/stack.ts'],
          // One product runs for all journeys, and a small machine is soon busy.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
