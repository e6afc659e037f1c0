import { readFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export function machine(): Record<string, string | number> {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    'memory GiB': Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
  };
}

export function versions(postgres: string): Record<string, string> {
  return {
    node: process.version,
    postgres,
    anvil: versionOf('@foundry-rs/anvil'),
    fastify: versionOf('fastify'),
    pg: versionOf('pg'),
  };
}

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string })
    .version;
}

/** Memory of a process that is its own, in bytes: what it shares is divided among those that share it. */
export function memoryOf(pid: number): number {
  const kib = /^Pss: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kib) * 1024;
}

/** The process and those that it has started. */
export function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children ? children.split(' ').flatMap((child) => familyOf(Number(child))) : [])];
}

/** Watches a process until it is told to stop. @returns the most memory that it was seen to have, in bytes */
export function watchMemory(pid: number): () => number {
  let most = memoryOf(pid);
  const watch = setInterval(() => (most = Math.max(most, memoryOf(pid))), 100);
  return () => {
    clearInterval(watch);
    return most;
  };
}
