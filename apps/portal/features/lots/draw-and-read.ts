import { toCanvas, toSVG } from 'bwip-js/browser';
import { formatLabelText, parseElementString } from '@custodia/gs1';
import { createFrameReader } from '@/features/scanning/camera/frame-reader';

/**
 * Draws a GS1 DataMatrix and reads the drawing back. `read` is what a scanner would send, symbology identifier in
 * front, or undefined when the drawing cannot be read.
 */
export async function drawAndRead(elementString: string): Promise<{ svg: string; read: string | undefined }> {
  const parsed = parseElementString(elementString);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const options = {
    bcid: 'gs1datamatrix',
    text: formatLabelText(parsed.elements),
    parse: true,
    paddingwidth: 2,
    paddingheight: 2,
    // Without it the drawing is transparent, and unreadable on a dark ground.
    backgroundcolor: 'FFFFFF',
  };
  const canvas = document.createElement('canvas');
  toCanvas(canvas, { ...options, scale: 4 });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  const reader = createFrameReader();
  try {
    const found = await reader.read(context.getImageData(0, 0, canvas.width, canvas.height), 'square');
    return { svg: toSVG(options), read: found?.text };
  } finally {
    reader.close();
  }
}
