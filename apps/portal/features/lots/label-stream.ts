/** Counts how often a mark ends in a stream of bytes, also across the bounds of its chunks. */
export function markCounter(mark: string): (chunk: Uint8Array) => number {
  const wanted = new TextEncoder().encode(mark);
  let matched = 0;
  let count = 0;
  return (chunk) => {
    for (const byte of chunk) {
      // The first byte of our marks does not come again within them.
      if (byte !== wanted[matched]) matched = 0;
      if (byte === wanted[matched]) matched++;
      if (matched === wanted.length) {
        count++;
        matched = 0;
      }
    }
    return count;
  };
}

/** What ends a page of a PDF sheet (24 labels), and a label of a printer's file. */
const MARKS = { pdf: { mark: '/Type /Page\n', labels: 24 }, zpl: { mark: '^XZ', labels: 1 } } as const;

export type LabelFormat = keyof typeof MARKS;

export interface LabelProgress {
  readonly done: number;
  readonly total: number;
}

/** The API makes no labels, for the reason of this code. */
export class LabelsRefused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Fetches a file of labels, and tells how far it is as it comes. */
export async function fetchLabels(
  url: string,
  format: LabelFormat,
  onProgress: (progress: LabelProgress) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || !answer.body) {
    const { code = '' } = (await answer.json()) as { code?: string };
    throw new LabelsRefused(code);
  }
  const total = Number(answer.headers.get('x-label-count'));
  const { mark, labels } = MARKS[format];
  const count = markCounter(mark);
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      onProgress({ done: Math.min(total, count(chunk) * labels), total });
      controller.enqueue(chunk);
    },
  });
  const type = answer.headers.get('content-type') ?? '';
  return new Response(answer.body.pipeThrough(counted), { headers: { 'content-type': type } }).blob();
}
