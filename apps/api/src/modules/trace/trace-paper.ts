import { Paper } from '../../platform/paper/index.js';
import type { PaperLanguage } from '../../platform/http/index.js';
import type { SiteView } from '../parties/index.js';
import type { Places } from './epcis-document.js';
import { TRACE_WORDS, type TraceWords } from './trace-words.js';
import type { TraceView } from './trace.reader.js';
import type { Hop } from './trace.rules.js';

export interface PaperTerms {
  readonly language: PaperLanguage;
  /** Of who reads it: times without one are no evidence. */
  readonly timeZone: string;
  readonly madeAt: Date;
  readonly madeFor: string;
}

/** The way of a pack on paper, in the order of time, with what does not follow marked in words. */
export function tracePaper(view: TraceView, places: Places, terms: PaperTerms): Promise<Buffer> {
  const words = TRACE_WORDS[terms.language];
  const { product, lot, lotNumber, serial, status, hops } = view;
  const moment = momentIn(terms);
  const name = [product.name, product.strength, product.form].filter(Boolean).join(' ');
  const paper = new Paper(words.title, `${product.gtin} ${lotNumber} ${serial} · ${moment(terms.madeAt)}`);
  paper.facts([
    [words.gtin, `${product.gtin} ${name}`],
    [words.lot, lotNumber],
    [words.expiry, lot.expiry],
    [words.serial, serial],
    [words.status, words.statuses[status]],
    [words.madeFor, terms.madeFor],
    [words.madeAt, moment(terms.madeAt)],
  ]);
  const gaps = hops.filter(({ gap }) => gap).length;
  if (gaps > 0) paper.text(words.gaps(gaps), 'ALARM');
  else paper.text(view.complete ? words.noGaps : words.notAll);
  paper.heading(words.way);
  for (const hop of hops) {
    const alarm = hop.kind === 'SCANNED' ? words.impossible : words.gap;
    paper.entry(moment(hop.at), headOf(hop, words), linesOf(hop, places, words), hop.gap ? alarm : undefined);
  }
  return paper.finish();
}

function headOf({ kind, shipment, verdict }: Hop, words: TraceWords): string {
  const what = words.hops[kind];
  if (shipment) return `${what} (${shipment})`;
  return verdict ? `${what}: ${words.verdicts[verdict] ?? verdict}` : what;
}

function linesOf(hop: Hop, places: Places, words: TraceWords): string[] {
  const site = hop.party === null ? undefined : places.get(hop.party);
  const to = hop.other === null ? undefined : places.get(hop.other);
  return [
    site && placeOf(site),
    to && `${words.to}: ${placeOf(to)}`,
    hop.containers.length > 0 &&
      `${words.container}: ${hop.containers.map((sscc) => `SSCC ${sscc}`).join(', ')}`,
    hop.answer && `${words.answers[hop.answer]}${hop.note ? `: ${hop.note}` : ''}`,
    proofOf(hop, words),
    hop.txHash && `${words.transaction} ${hop.txHash}`,
  ].filter((line) => typeof line === 'string' && line !== '') as string[];
}

function placeOf({ name, city, country, gln }: SiteView): string {
  return `${[name, city, country].filter(Boolean).join(', ')} (GLN ${gln})`;
}

function proofOf({ kind, confirmed, blockNumber }: Hop, words: TraceWords): string {
  if (!confirmed) return words.pending;
  return kind === 'SCANNED' || blockNumber === null ? words.scan : `${words.block} ${blockNumber}`;
}

/** Day and time as they are written in ISO 8601, with the offset: the same for every reader. */
function momentIn({ timeZone }: PaperTerms): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
  return (at) => {
    const zone = offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
    return `${format.format(at)} ${zone ?? 'UTC'}`;
  };
}
