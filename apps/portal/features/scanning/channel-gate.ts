import { hasSymbologyIdentifier } from '@custodia/gs1';
import type { RawScan } from './scan-input';

/** Within this time the same code from another channel is the same pack. */
const SAME_PACK_MS = 1_500;

/**
 * Lets each pack through once. A camera sees the pack that a scanner reads, and sees it in every frame; two triggers of one
 * scanner are two scans, and meant.
 */
export function channelGate(): (scan: RawScan) => boolean {
  let last: { code: string; channel: string; at: number } | undefined;
  let inView: { code: string; at: number } | undefined;
  return ({ text, channel, at }) => {
    const code = withoutIdentifier(text);
    const now = at.getTime();
    const otherChannel = last?.code === code && last.channel !== channel && now - last.at < SAME_PACK_MS;
    const stillInView = channel === 'CAMERA' && inView?.code === code && now - inView.at < SAME_PACK_MS;
    if (channel === 'CAMERA') inView = { code, at: now };
    if (otherChannel || stillInView) return false;
    last = { code, channel, at: now };
    return true;
  };
}

/** One scanner sends the identifier, the other does not. */
function withoutIdentifier(text: string): string {
  return hasSymbologyIdentifier(text) ? text.slice(3) : text;
}
