import { DomainError } from '../../platform/errors/index.js';
import { isCategory } from './request.rules.js';

/** Lines of the access log in which somebody else looked, or tried to. */
const REPORTABLE = ['release', 'denial', 'break-glass', 'prescription-read', 'therapy-check'];
const HASH = /^0x[0-9a-f]{64}$/;
const MOST_NAME = 200;
const MOST_WORDS = 1_000;
/** Reports of one patient that nobody has answered yet; more are noise that hides them. */
export const MOST_OPEN = 40;

/** What the patient hands over of a line: what the release nodes sealed to the patient, and nobody else can read. */
export interface ReportedLine {
  readonly event: string;
  readonly time: Date;
  readonly organisation: string;
  readonly person: string;
  readonly categories: readonly string[];
  /** By it, an organisation finds what it asked of the nodes. */
  readonly requestHash: string;
}

export interface Report {
  readonly line: ReportedLine;
  readonly words: string;
  /** Whether a regulator is to look into it, too. */
  readonly toRegulator: boolean;
  /** The site that the patient knows under that name; none where the name is nobody's. */
  readonly siteId?: string | undefined;
}

/** @throws DomainError BAD_INPUT, saying what to change */
export function checkReport({ line, words, toRegulator, siteId }: Report, now: Date): void {
  const { event, time, organisation, person, categories, requestHash } = line;
  if (!REPORTABLE.includes(event)) throw bad('This line tells of no look of somebody else.');
  if (!HASH.test(requestHash)) throw bad('This is not the hash of a request.');
  if (time > now) throw bad('This line lies in the future.');
  if (organisation.length > MOST_NAME || person.length > MOST_NAME)
    throw bad('These are not names of a log.');
  if (categories.some((one) => !isCategory(one))) throw bad('There is no such part of a record.');
  if (words.length > MOST_WORDS) throw bad(`Write ${MOST_WORDS} characters at most.`);
  if (siteId === undefined && !toRegulator)
    throw bad('Nobody here goes by that name. Send it to the regulator, who can find out.');
}

/** A patient who asks what a look was for is told so in words, whatever was found. @throws DomainError BAD_INPUT */
export function checkAnswer(words: string): void {
  if (words.trim() === '') throw bad('Tell the patient what you found.');
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
