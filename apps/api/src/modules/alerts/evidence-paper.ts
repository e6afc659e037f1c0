import type { EvidenceBundle, EvidenceTransaction, EvidenceValue } from '@custodia/ledger';
import type { PaperLanguage } from '../../platform/http/index.js';
import { Paper } from '../../platform/paper/index.js';
import { EVIDENCE_WORDS, type EvidenceWords } from './evidence-words.js';

/** More of a kind than these are in the file only: nobody reads the hundredth hash on paper. */
const MOST = 60;

/**
 * What a bundle says, for people: nothing that the file does not say, and how the file is checked. The paper itself proves
 * nothing, which it says first.
 * @param file What the bundle's file is called.
 */
export function evidencePaper(
  bundle: EvidenceBundle,
  file: string,
  language: PaperLanguage,
): Promise<Buffer> {
  const words = EVIDENCE_WORDS[language];
  const { incident, alerts, lots, packs, transactions, chain, anchor } = bundle;
  const paper = new Paper(words.title, `${bundle.hash} · ${bundle.madeAt}`);
  paper.text(words.noProof);
  paper.facts([
    [words.incident, textOf(incident['title'])],
    [words.status, textOf(incident['status'])],
    [words.score, `${textOf(incident['score'])}: ${textOf(incident['scoreReason'])}`],
    [words.time, `${textOf(incident['firstAt'])} – ${textOf(incident['lastAt'])}`],
    [words.closed, closingOf(incident)],
    [words.madeAt, bundle.madeAt],
    [words.regulator, String(anchor.party)],
  ]);
  paper.text(words.hash);
  paper.code(bundle.hash);
  paper.heading(words.check);
  paper.text(words.how);
  paper.code(
    `npx --package=./custodia-evidence-${PROGRAM}.tgz verify-evidence ${file} --rpc URL --contracts ADDRESS,ADDRESS,ADDRESS,ADDRESS`,
  );
  for (const [code, meaning] of words.codes.entries()) paper.text(`${code}  ${meaning}`, 'FAINT');
  paper.facts([
    [words.chain, String(chain.chainId)],
    [words.block, String(chain.upTo)],
  ]);
  paper.text(words.contracts);
  for (const [name, address] of Object.entries(chain.contracts)) paper.code(`${address}  ${name}`);
  paper.heading(`${words.alerts} (${alerts.length})`);
  for (const alert of shown(alerts)) {
    const pack = [alert.gtin, alert.lotNumber, alert.serial].filter(Boolean).join(' · ');
    const lines = [alert.sentence, pack, `${alert.rule} · ${alert.severity}`, alert.hash];
    paper.entry(alert.eventTime, alert.title, lines.filter(Boolean));
  }
  rest(paper, words, alerts);
  paper.heading(`${words.packs} (${packs.length})`);
  for (const pack of shown(packs)) {
    const lot = lots.find((one) => one.lot === pack.lot);
    const index = `${words.place} ${pack.index}`;
    paper.entry(lot?.lotNumber ?? '', `${lot?.gtin ?? ''} · ${pack.serial}`, [index, pack.lot]);
  }
  rest(paper, words, packs);
  paper.heading(`${words.transactions} (${transactions.length})`);
  for (const transaction of shown(transactions)) {
    const { hash, blockNumber, timestamp } = transaction;
    paper.entry(new Date(timestamp * 1_000).toISOString(), namesOf(transaction), [
      `${words.inBlock} ${blockNumber}`,
      hash,
    ]);
  }
  rest(paper, words, transactions);
  return paper.finish();
}

/** The version of the program that reads this format. */
const PROGRAM = '0.1.0';

function shown<T>(all: readonly T[]): readonly T[] {
  return all.slice(0, MOST);
}

function rest(paper: Paper, words: EvidenceWords, all: readonly unknown[]): void {
  if (all.length > MOST) paper.text(words.more(all.length - MOST), 'FAINT');
}

function namesOf({ events }: EvidenceTransaction): string {
  return [...new Set(events.map(({ name }) => name))].join(', ');
}

function closingOf(incident: EvidenceBundle['incident']): string | null {
  const code = textOf(incident['closingCode']);
  return code === '' ? null : [code, textOf(incident['closingNote'])].filter(Boolean).join(': ');
}

function textOf(value: EvidenceValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
