'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ScanKind, ScanProblem } from './scan-input';
import { ProblemText, useProblemTitle } from './problem-text';
import classes from './scan-problem-card.module.css';

/** Says that a scan was not used, what it was and what to do; for a wrong code it shows the right one beside it. */
export function ScanProblemCard({ problem }: { problem: ScanProblem }) {
  const title = useProblemTitle()(problem);
  const wrongCode = problem.kind === 'shop' || problem.kind === 'plain';
  return (
    <div className={classes.card} role="alert">
      <IconAlertTriangle size={20} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>
          <ProblemText problem={problem} />
        </p>
      </div>
      {wrongCode && <WrongAndRight wrong={problem.kind} />}
    </div>
  );
}

function WrongAndRight({ wrong }: { wrong: ScanKind }) {
  const t = useTranslations('scanner.problem');
  return (
    <div className={classes.codes} aria-hidden>
      <figure className={classes.wrong}>
        {wrong === 'shop' ? <Bars /> : <Modules pattern={QR} />}
        <figcaption>{t('notThis')}</figcaption>
      </figure>
      <figure className={classes.right}>
        <Modules pattern={MATRIX} />
        <figcaption>{t('butThis')}</figcaption>
      </figure>
    </div>
  );
}

/** What the eye tells the codes apart by: bars; three corner squares; a solid edge at the left and below. */
const MATRIX = [
  '1010101010',
  '1101001101',
  '1011010010',
  '1001100101',
  '1100101110',
  '1011010011',
  '1010011010',
  '1101100101',
  '1001011010',
  '1111111111',
];
const QR = [
  '111011010111',
  '101001100101',
  '111010110111',
  '000110100000',
  '101101011010',
  '010010110101',
  '110101001011',
  '001011010110',
  '000101100101',
  '111010011010',
  '101011010110',
  '111001101011',
];
const BARS = '1011001110100110101100010110101';

function Modules({ pattern }: { pattern: readonly string[] }) {
  return (
    <svg
      viewBox={`0 0 ${pattern.length} ${pattern.length}`}
      width="48"
      height="48"
      shapeRendering="crispEdges"
    >
      <path d={pattern.flatMap((row, y) => squares(row, y, 1)).join('')} />
    </svg>
  );
}

function Bars() {
  return (
    <svg
      viewBox={`0 0 ${BARS.length} 24`}
      width="62"
      height="48"
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path d={squares(BARS, 0, 24).join('')} />
    </svg>
  );
}

function squares(row: string, y: number, height: number): string[] {
  return [...row].flatMap((module, x) => (module === '1' ? `M${x} ${y}h1v${height}h-1z` : []));
}
