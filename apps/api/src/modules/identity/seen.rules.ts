import { isIPv6 } from 'node:net';

/** What an owner recognises a session by. */
export interface Seen {
  readonly device: string;
  readonly address: string;
}

// The order decides: Edge and Opera also say that they are Chrome, and Chrome that it is Safari.
const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.* Safari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** A browser's name for itself in two words, or empty where it says nothing that is known. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined).join(', ');
}

/** The network of an address: three bytes of four, or the 48 bits that a provider gives to one customer. */
export function shortAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const [, network] = /^(\d+\.\d+\.\d+)\.\d+$/.exec(mapped) ?? [];
  if (network) return `${network}.x`;
  if (!isIPv6(mapped)) return '';
  const [head = '', tail] = mapped.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole = tail === undefined ? groups : [...groups, ...zeros(8 - groups.length - last.length), ...last];
  return `${whole
    .slice(0, 3)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::x`;
}

function zeros(count: number): string[] {
  return Array.from({ length: Math.max(0, count) }, () => '0');
}
