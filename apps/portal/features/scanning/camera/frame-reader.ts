import type { FoundCode } from './read-matrix';
import type { FrameAnswer, FrameRequest } from './reader.worker';

export interface FrameReader {
  /** Reads a frame off the main thread. Rejects when the reader itself cannot run. */
  readonly read: (frame: ImageData, codes: FrameRequest['codes']) => Promise<FoundCode | undefined>;
  readonly close: () => void;
}

/** A reader in a worker of its own, so that the picture never stutters. */
export function createFrameReader(): FrameReader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve: (found?: FoundCode) => void; reject: (error: Error) => void }>();
  let next = 0;
  worker.onmessage = ({ data }: MessageEvent<FrameAnswer>) => {
    const { id, found, failure } = data;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) asked?.resolve(found);
    else asked?.reject(new Error(failure));
  };
  worker.onerror = ({ message }) => {
    waiting.forEach(({ reject }) => reject(new Error(message)));
    waiting.clear();
  };
  return {
    read: (frame, codes) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        const { width, height } = frame;
        const pixels = frame.data.buffer as ArrayBuffer;
        worker.postMessage({ id, pixels, width, height, codes } satisfies FrameRequest, [pixels]);
      }),
    close: () => worker.terminate(),
  };
}
