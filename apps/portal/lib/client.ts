import { createClient as createStream, type Client as Stream } from 'graphql-sse';
import {
  Client,
  cacheExchange,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
  type ExecutionResult,
  type SubscriptionForwarder,
} from 'urql';
import { csrfHeaders } from './csrf';

export interface ClientEvents {
  /** The session has ended on the server. */
  onSignedOut: () => void;
  /** What the session may has changed: it has to be looked at anew. */
  onChanged?: () => void;
  onStream: (connected: boolean) => void;
}

/** A new client for every sign-in, so that nothing of one operator's answers is left for the next. */
export function createClient({ onSignedOut, onChanged, onStream }: ClientEvents): Client {
  const stream = createStream({
    url: '/graphql/stream',
    // A stream that ends with its session is not opened again for ever.
    fetchFn: async (input: RequestInfo, init?: RequestInit) => {
      const answer = await fetch(input, init);
      if (answer.status === 401) onSignedOut();
      return answer;
    },
    headers: csrfHeaders,
    retryAttempts: Number.POSITIVE_INFINITY,
    retry: (retries) => new Promise((resume) => setTimeout(resume, Math.min(15_000, 500 * 2 ** retries))),
    on: { connecting: () => onStream(false), connected: () => onStream(true) },
  });
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => ({ headers: csrfHeaders() }),
    exchanges: [
      mapExchange({
        // An answer that is nothing but errors has `data: null`: to every screen that is no data.
        onResult: (result) => (result.data === null ? { ...result, data: undefined } : result),
        onError: ({ graphQLErrors }) => {
          const codes = graphQLErrors.map(({ extensions }) => extensions['code']);
          if (codes.includes('UNAUTHENTICATED')) onSignedOut();
          if (codes.includes('SECOND_FACTOR_NEEDED')) onChanged?.();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({ forwardSubscription: forwardTo(stream) }),
    ],
  });
}

function forwardTo(stream: Stream): SubscriptionForwarder {
  return ({ query, variables }) => ({
    subscribe: (observer) => ({
      unsubscribe: stream.subscribe(
        { query: query ?? '', variables: variables ?? {} },
        {
          next: (value) => observer.next(value as ExecutionResult),
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        },
      ),
    }),
  });
}
