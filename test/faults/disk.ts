import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = Buffer.alloc(1024 * 1024, 1);

/** The disk that the node's data lie on. */
export interface Disk {
  /** In words, for the report. */
  readonly kind: string;
  /** From now on writing fails for want of space. */
  fill(): void;
  free(): void;
  remove(): void;
}

/** A small disk of its own where this user may mount one; otherwise only the chain's file can be made to fail. */
export function diskFor(folder: string): Disk {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1600m,mode=711', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return chainFileOnly(folder);
  }
  return smallDisk(folder);
}

function smallDisk(folder: string): Disk {
  const ballast = join(folder, 'ballast');
  return {
    kind: 'a disk of 1.6 GB without a byte left',
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (;;) writeSync(file, MEGABYTE);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** /dev/full answers every write as a full disk does. */
function chainFileOnly(folder: string): Disk {
  const unfinished = join(folder, 'chain', 'state.json.unfinished');
  return {
    kind: 'a chain that cannot be saved for want of space',
    fill() {
      rmSync(unfinished, { force: true });
      symlinkSync('/dev/full', unfinished);
    },
    free: () => rmSync(unfinished, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
