import { BAR_CODES, SQUARE_CODES, readMatrix, type FoundCode } from './read-matrix';

/** A frame to read; the pixels are handed over, not copied. */
export interface FrameRequest {
  readonly id: number;
  readonly pixels: ArrayBuffer;
  readonly width: number;
  readonly height: number;
  readonly codes: 'square' | 'bars';
}

export interface FrameAnswer {
  readonly id: number;
  readonly found?: FoundCode;
  readonly failure?: string;
}

self.onmessage = async ({ data }: MessageEvent<FrameRequest>) => {
  const { id, pixels, width, height, codes } = data;
  const answer = (rest: Omit<FrameAnswer, 'id'>) => self.postMessage({ id, ...rest } satisfies FrameAnswer);
  try {
    const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
    const found = await readMatrix(image, codes === 'bars' ? BAR_CODES : SQUARE_CODES);
    answer(found ? { found } : {});
  } catch (error) {
    answer({ failure: error instanceof Error ? error.message : String(error) });
  }
};
