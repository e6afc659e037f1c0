import type { BrowserContext, Page } from 'playwright-core';

/** What the camera sees: a code, and how it is held and printed. */
export interface CameraView {
  /** A picture as a data URL; none: an empty table. */
  readonly code?: string;
  /** Another code in the picture, at its edge. */
  readonly beside?: string;
  readonly degrees?: number;
  /** CSS filters, such as "blur(2px) contrast(0.4)". */
  readonly filter?: string;
  /** How much of the picture's width the code takes, in pixels of 640. */
  readonly wide?: number;
  /** Seen from the side: how much smaller its far edge is, from 0 to 1. */
  readonly slant?: number;
}

interface Stage {
  show: (view: CameraView) => Promise<void>;
  torch: boolean[];
  track?: MediaStreamTrack;
}

/** Gives the pages of a context a camera whose picture is ours: the stream, the worker and the reader are the real ones. */
export async function installCamera(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const [width, height] = [640, 480];
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d')!;
    let draw = () => {};
    const load = async (source: string) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      return image;
    };
    /** Row by row, the upper ones narrower. */
    const slanted = (image: HTMLImageElement, side: number, slant: number) => {
      const sheet = document.createElement('canvas');
      const tall = Math.round((side * image.height) / image.width);
      Object.assign(sheet, { width: side, height: tall });
      const row = sheet.getContext('2d')!;
      for (let y = 0; y < tall; y++) {
        const wide = side * (1 - slant * (1 - y / tall));
        const from = (y * image.height) / tall;
        row.drawImage(image, 0, from, image.width, image.height / tall, (side - wide) / 2, y, wide, 1);
      }
      return sheet;
    };
    const stage: Stage = {
      torch: [],
      show: async ({ code, beside, degrees = 0, filter = 'none', wide = 240, slant = 0 }) => {
        const [image, other] = await Promise.all([code && load(code), beside && load(beside)]);
        const sheet = image ? slanted(image, wide, slant) : undefined;
        draw = () => {
          pen.filter = 'none';
          pen.fillStyle = '#d8d3c8';
          pen.fillRect(0, 0, width, height);
          if (other) pen.drawImage(other, 10, 10, 150, (150 * other.height) / other.width);
          if (!sheet) return;
          pen.filter = filter;
          pen.translate(width / 2, height / 2);
          pen.rotate((degrees * Math.PI) / 180);
          pen.drawImage(sheet, -sheet.width / 2, -sheet.height / 2);
          pen.resetTransform();
        };
        draw();
      },
    };
    void stage.show({});
    // A captured canvas gives a frame for each time it is drawn on.
    setInterval(() => draw(), 200);
    Object.assign(window, { stage });
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    mediaDevices.getUserMedia = async () => {
      const stream = canvas.captureStream(5);
      const [track] = stream.getVideoTracks();
      if (!track) throw new Error('no track');
      stage.track = track;
      track.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
      track.applyConstraints = async (wanted) => {
        const [light] = (wanted?.advanced ?? []) as { torch?: boolean }[];
        stage.torch.push(light?.torch ?? false);
      };
      return stream;
    };
  });
}

export function show(page: Page, view: CameraView): Promise<void> {
  return page.evaluate((shown) => (window as unknown as { stage: Stage }).stage.show(shown), view);
}

/** How the light was switched. */
export function torchOf(page: Page): Promise<boolean[]> {
  return page.evaluate(() => (window as unknown as { stage: Stage }).stage.torch);
}

/** The next request for the camera fails as browsers say it. */
export function refuseCamera(page: Page, name: string): Promise<void> {
  return page.evaluate((reason) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', reason));
  }, name);
}

/** Pulls the camera's cable: its track ends, and says so. */
export function unplug(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { track } = (window as unknown as { stage: Stage }).stage;
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
}

/** Whether the picture is still taken: the light beside the lens. */
export function isOn(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as unknown as { stage: Stage }).stage.track?.readyState === 'live');
}
