import { createStore } from '@/lib/store';

export type Sound = 'green' | 'amber' | 'red';

const VOLUME_KEY = 'custodia.sound.volume';

/** 0 is off. Kept per device: a counter is loud or silent, not a person. */
export const soundVolume = createStore(0.5);

export function loadVolume(): void {
  const stored = Number(localStorage.getItem(VOLUME_KEY) ?? NaN);
  if (stored >= 0 && stored <= 1) soundVolume.set(stored);
}

export function setVolume(volume: number): void {
  localStorage.setItem(VOLUME_KEY, String(volume));
  soundVolume.set(volume);
}

interface Tone {
  readonly hertz: number;
  readonly from: number;
  readonly seconds: number;
}

/** Told apart with the back to the screen: one high; two middle; two long and low. */
const TONES: Record<Sound, readonly Tone[]> = {
  green: [{ hertz: 1320, from: 0, seconds: 0.09 }],
  amber: [
    { hertz: 660, from: 0, seconds: 0.12 },
    { hertz: 660, from: 0.18, seconds: 0.12 },
  ],
  red: [
    { hertz: 210, from: 0, seconds: 0.35 },
    { hertz: 210, from: 0.45, seconds: 0.35 },
  ],
};
const VIBRATION: Record<Sound, number[]> = { green: [40], amber: [60, 60, 60], red: [250, 100, 250] };

let context: AudioContext | undefined;

export function playSound(sound: Sound): void {
  if ('vibrate' in navigator) navigator.vibrate(VIBRATION[sound]);
  const volume = soundVolume.get();
  if (volume === 0) return;
  context ??= new AudioContext();
  // Until the page was touched once, browsers keep it silent.
  if (context.state === 'suspended') void context.resume();
  for (const { hertz, from, seconds } of TONES[sound]) {
    const start = context.currentTime + from;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = sound === 'red' ? 'square' : 'sine';
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume * (sound === 'red' ? 0.25 : 0.4), start + 0.01);
    gain.gain.setValueAtTime(volume * (sound === 'red' ? 0.25 : 0.4), start + seconds - 0.02);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + seconds);
  }
}
