import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string | undefined>();

/** Runs what follows as part of a request, so that its lines in the log can be found together. */
export function withRequestId<T>(id: string | undefined, next: () => T): T {
  return current.run(id, next);
}

/** The request that is served, or undefined outside of one. */
export function requestId(): string | undefined {
  return current.getStore();
}
