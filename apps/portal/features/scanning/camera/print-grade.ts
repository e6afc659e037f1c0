export type PrintGrade = 'good' | 'fair' | 'poor';

/** The thresholds of "unused error correction" of ISO/IEC 15415 (7.8.8): 0.62 is grade A, below 0.37 is D and F. */
export function gradeOf(spare: number): PrintGrade {
  return spare >= 0.62 ? 'good' : spare >= 0.37 ? 'fair' : 'poor';
}
