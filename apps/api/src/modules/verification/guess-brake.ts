import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

const HOUR_MS = 3_600_000;
/** Honest places read a few unknown serials a day; a broken scanner is slowed, too, and says so by its verdicts. */
const FREE_AN_HOUR = 30;
const APART_MS = 1_000;

/**
 * Slows down who reads many serials that nobody knows: whoever looks for numbers that pass gets one answer a second, however
 * many he asks for at once. All answers to the place wait alike, so that the waiting itself tells nothing.
 */
@Injectable()
export class GuessBrake {
  private readonly unknown = new Map<string, { times: number[]; next: number }>();

  /** Waits for the place's turn. At once for everybody but guessers. */
  async turn(siteId: string, now = Date.now()): Promise<void> {
    const place = this.unknown.get(siteId);
    if (!place) return;
    place.times = place.times.filter((at) => at > now - HOUR_MS);
    if (place.times.length === 0) this.unknown.delete(siteId);
    if (place.times.length <= FREE_AN_HOUR) return;
    place.next = Math.max(place.next + APART_MS, now);
    await sleep(place.next - now);
  }

  /** Remembers that the place read a serial that nobody knows. */
  note(siteId: string, now = Date.now()): void {
    const place = this.unknown.get(siteId) ?? { times: [], next: 0 };
    place.times = [...place.times.slice(-FREE_AN_HOUR), now];
    this.unknown.set(siteId, place);
  }
}
