/** Days since 1970 in UTC, as the contracts date things by their block. */
export function utcDay(at: Date): number {
  return Math.floor(at.getTime() / 86_400_000);
}
