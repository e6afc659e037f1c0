import { assertPortIsFree, EmbeddedError } from '@custodia/embedded';
import { randomInt } from 'node:crypto';

/** Below them are ports of other programs by custom; of those above, systems give one to whoever asks for any or calls out. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** Ports that are free now, and still are when what listens there starts later, or again. */
export async function ownPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  try {
    await assertPortIsFree(port, 'A test');
    return true;
  } catch (error) {
    if (error instanceof EmbeddedError) return false;
    throw error;
  }
}
