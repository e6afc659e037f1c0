import DataLoader from 'dataloader';

/**
 * Turns many single look-ups of one tick into one query. It keeps nothing: every tick reads afresh, so that it may
 * live as long as the process and serve subscriptions too. What an actor may see is part of the key or of the result.
 */
export function batched<K extends string | number, V>(
  readAll: (keys: K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | null> {
  const loader = new DataLoader<K, V | null>(
    async (keys) => {
      const found = await readAll([...new Set(keys)]);
      return keys.map((key) => found.get(key) ?? null);
    },
    { cache: false, maxBatchSize: 1_000 },
  );
  return (key) => loader.load(key);
}

/**
 * The same for look-ups that many requests make on their own: it waits for the end of the turn of the event loop, in
 * which a busy server takes in many requests. Answers come in the order of the questions.
 */
export function together<Q, V>(
  readAll: (questions: readonly Q[]) => Promise<readonly V[]>,
): (question: Q) => Promise<V> {
  const loader = new DataLoader<Q, V>(readAll, {
    cache: false,
    maxBatchSize: 100,
    batchScheduleFn: (go) => setImmediate(go),
  });
  return (question) => loader.load(question);
}
