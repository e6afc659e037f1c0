import type { ScanInput } from './scan-input';

/** A scan as the API's `verify` takes it: with the way it came and what was done to read it. */
export function verifyInput<Mode extends string>(
  { text, channel, layout, repaired, rawHash, at }: ScanInput,
  mode: Mode,
) {
  return {
    data: text,
    channel,
    mode,
    eventTime: at.toISOString(),
    ...(layout === undefined ? {} : { layout }),
    ...(repaired === undefined ? {} : { repaired }),
    ...(rawHash === undefined ? {} : { rawHash }),
  };
}
