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
