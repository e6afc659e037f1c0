import type { ReadLine, RecordLine } from './entry-list';

/** What strangers should know of somebody who cannot speak. */
export interface EmergencyCard {
  readonly allergies: readonly string[];
  readonly problems: readonly string[];
  readonly medicines: readonly string[];
}

const CURRENT_DAYS = 180;
const DAY_MS = 86_400_000;

/** What of a record belongs on the card: all allergies and problems, and medicines of the last half year, each once. Pure. */
export function emergencyCardOf(lines: readonly RecordLine[], now: number): EmergencyCard {
  const current = lines.filter(
    (line): line is ReadLine => line.kind === 'read' && line.summary.state === 'current',
  );
  const titles = (keep: (line: ReadLine) => boolean) => [
    ...new Set(
      current
        .filter(keep)
        .map(({ summary }) => summary.title)
        .filter(Boolean),
    ),
  ];
  const isRecent = ({ summary }: ReadLine) => {
    const at = Date.parse(summary.date);
    return Number.isNaN(at) || now - at < CURRENT_DAYS * DAY_MS;
  };
  const of = (...types: string[]) => {
    return (line: ReadLine) => types.includes(line.resource.resourceType);
  };
  const isMedicine = of('MedicationDispense', 'MedicationRequest', 'MedicationStatement');
  return {
    allergies: titles(of('AllergyIntolerance')),
    problems: titles((line) => of('Condition')(line) && line.category === 'emergency-summary'),
    medicines: titles((line) => isMedicine(line) && isRecent(line)),
  };
}
