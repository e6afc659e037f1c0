const MINUTE_MS = 60_000;

/** Whole minutes from the approval, which blocks the packs, until a site said that it knows. */
export function minutesToReach(approvedAt: string | null, acknowledgedAt: string | null): number | undefined {
  if (approvedAt === null || acknowledgedAt === null) return undefined;
  return Math.max(0, Math.ceil((Date.parse(acknowledgedAt) - Date.parse(approvedAt)) / MINUTE_MS));
}
