import { parseScannerProfile, type ScannerProfile } from '@custodia/gs1';
import { createStore } from '@/lib/store';

const KEY = 'custodia.scanner.profiles';

/** A calibrated scanner of this device. */
export interface NamedProfile {
  readonly name: string;
  /** ISO time. */
  readonly learnedAt: string;
  readonly profile: ScannerProfile;
}

export interface ScannerProfiles {
  /** The name of the scanner in use; none reads by layouts. */
  readonly active: string | undefined;
  readonly all: readonly NamedProfile[];
}

const NONE: ScannerProfiles = { active: undefined, all: [] };

export const scannerProfiles = createStore<ScannerProfiles>(NONE);

/** The calibration by which keyboard scanners are read. */
export function activeProfile(): ScannerProfile | undefined {
  const { active, all } = scannerProfiles.get();
  return all.find(({ name }) => name === active)?.profile;
}

export function loadProfiles(): void {
  scannerProfiles.set(parseProfiles(localStorage.getItem(KEY) ?? ''));
}

/** Keeps a calibration under its name, instead of an earlier one, and reads by it from now on. */
export function saveProfile(profile: NamedProfile): void {
  const { all } = scannerProfiles.get();
  store({ active: profile.name, all: [...all.filter(({ name }) => name !== profile.name), profile] });
}

export function chooseProfile(name: string | undefined): void {
  store({ ...scannerProfiles.get(), active: name });
}

export function forgetProfile(forgotten: string): void {
  const { active, all } = scannerProfiles.get();
  store({
    active: active === forgotten ? undefined : active,
    all: all.filter(({ name }) => name !== forgotten),
  });
}

function store(profiles: ScannerProfiles): void {
  localStorage.setItem(KEY, JSON.stringify(profiles));
  scannerProfiles.set(profiles);
}

/** What is damaged is left out: it only means calibrating again. */
export function parseProfiles(json: string): ScannerProfiles {
  let stored: { active?: unknown; all?: unknown };
  try {
    stored = JSON.parse(json) as typeof stored;
  } catch (error) {
    if (error instanceof SyntaxError) return NONE;
    throw error;
  }
  const entries: unknown[] = Array.isArray(stored?.all) ? stored.all : [];
  const all = entries.flatMap((entry) => {
    const { name, learnedAt, profile } = (entry ?? {}) as Partial<Record<keyof NamedProfile, unknown>>;
    const parsed = parseScannerProfile(JSON.stringify(profile ?? null));
    return typeof name === 'string' && typeof learnedAt === 'string' && parsed
      ? [{ name, learnedAt, profile: parsed }]
      : [];
  });
  const active = all.find(({ name }) => name === stored.active)?.name;
  return { active, all };
}
