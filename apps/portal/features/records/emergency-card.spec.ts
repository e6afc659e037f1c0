import { expect, it } from 'vitest';
import type { Category } from '@custodia/vault';
import { emergencyCardOf } from './emergency-card';
import type { ReadLine } from './entry-list';
import {
  allergyIntolerance,
  condition,
  medicationRequest,
  summaryOf,
  takenBack,
  type Resource,
} from './fhir';

const NOW = Date.parse('2026-11-23');
const line = (resource: Resource, category: Category): ReadLine => ({
  kind: 'read',
  id: 'id',
  category,
  author: 'Riverside Practice',
  party: 10,
  resource,
  summary: summaryOf(resource),
  before: [],
});
const medicine = (text: string, on: string) =>
  line(medicationRequest({ text, dosage: '', repeats: 0, on }), 'medications');

it('the card names allergies, problems and the medicines of the last half year, each once', () => {
  const lines = [
    line(allergyIntolerance('Penicillin', '2001-01-01'), 'allergies'),
    line(condition('Atrial fibrillation', '2020-01-01'), 'emergency-summary'),
    medicine('Warfarin', '2026-10-01'),
    medicine('Warfarin', '2026-11-01'),
    medicine('Amoxicillin', '2025-11-01'),
  ];
  expect(emergencyCardOf(lines, NOW)).toEqual({
    allergies: ['Penicillin'],
    problems: ['Atrial fibrillation'],
    medicines: ['Warfarin'],
  });
});

it('what was taken back, and what lies in a part that others need not see, is not on it', () => {
  const lines = [
    line(takenBack(allergyIntolerance('Latex', '2020-01-01')), 'allergies'),
    line(condition('Depression', '2020-01-01'), 'mental-health'),
  ];
  expect(emergencyCardOf(lines, NOW)).toEqual({ allergies: [], problems: [], medicines: [] });
});
