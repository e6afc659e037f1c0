'use client';

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { cropOf } from './crop';
import { createFrameReader } from './frame-reader';
import type { FoundCode } from './read-matrix';

/** Why there is no picture: keys of the messages. */
export type CameraProblem = 'insecure' | 'denied' | 'missing' | 'busy' | 'gone' | 'reader';

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly problem: CameraProblem | undefined;
  /** On, off, or undefined where the camera has no light. */
  readonly torch: boolean | undefined;
  readonly setTorch: (on: boolean) => void;
}

/** Shows the camera in a video element and reads what is held before it, as long as the component is there. */
export function useCamera(onFound: (found: FoundCode) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const track = useRef<MediaStreamTrack>(undefined);
  const [problem, setProblem] = useState<CameraProblem>();
  const [torch, setTorchState] = useState<boolean>();
  const latest = useRef(onFound);
  useEffect(() => {
    latest.current = onFound;
  });

  useEffect(() => {
    const gone = new AbortController();
    void run(gone.signal);
    return () => gone.abort();

    /** The light of the camera goes out, and nothing is read from its last picture. */
    function fail(why: CameraProblem) {
      gone.abort();
      setTorchState(undefined);
      setProblem(why);
    }

    async function run(signal: AbortSignal) {
      const stream = await openCamera().catch((error: unknown) => problemOf(error));
      if (typeof stream === 'string') {
        setProblem(stream);
        return;
      }
      const reader = createFrameReader();
      signal.addEventListener('abort', () => {
        stream.getTracks().forEach((one) => one.stop());
        reader.close();
      });
      const element = video.current;
      if (signal.aborted || !element) {
        stream.getTracks().forEach((one) => one.stop());
        reader.close();
        return;
      }
      [track.current] = stream.getVideoTracks();
      // The cable was pulled, or the person took the permission back. Closing the camera here fires no such event.
      track.current?.addEventListener('ended', () => fail('gone'), { signal });
      if (track.current && 'torch' in track.current.getCapabilities()) setTorchState(false);
      element.srcObject = stream;
      const playing = await element.play().then(
        () => true,
        () => false,
      );
      const canvas = document.createElement('canvas');
      for (let look = 0; playing && !signal.aborted; look++) {
        const frame = grab(element, canvas, look);
        if (frame) {
          const found = await reader.read(frame.image, frame.codes).catch((error: unknown) => {
            console.error('The code reader failed:', error);
            fail('reader');
            return undefined;
          });
          if (found && !signal.aborted) latest.current(found);
        }
        await nextFrame(element);
      }
    }
  }, []);

  const setTorch = useCallback((on: boolean) => {
    const light = { advanced: [{ torch: on } as MediaTrackConstraintSet] };
    void track.current?.applyConstraints(light).then(() => setTorchState(on));
  }, []);
  return { video, problem, torch, setTorch };
}

async function openCamera(): Promise<MediaStream> {
  // Browsers hide the camera from pages without a secure connection.
  if (!navigator.mediaDevices) throw new DOMException('No secure connection', 'SecurityError');
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'SecurityError') return 'insecure';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotReadableError' ? 'busy' : 'missing';
}

function grab(video: HTMLVideoElement, canvas: HTMLCanvasElement, look: number) {
  if (video.videoWidth === 0) return undefined;
  const { x, y, width, height, codes } = cropOf(look, video.videoWidth, video.videoHeight);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(video, x, y, width, height, 0, 0, width, height);
  return { image: context.getImageData(0, 0, width, height), codes };
}

/** Frames come when the video has them; a video that stands still must not stop the loop for ever. */
function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 250);
    video.requestVideoFrameCallback?.(() => resolve());
  });
}
