'use client';

import { IconAlertTriangle, IconCircleCheck, IconScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { SET_UP } from '../problem-text';
import { CodeDrawing } from './code-drawing';
import { CHECK_ELEMENTS } from './mock-codes';
import type { KeysReport, ScanReport } from './scan-report';
import classes from './scanner-screen.module.css';

/** Shows what arrived from the last scan and what could be better. */
export function ScanTest({ report }: { report: ScanReport | undefined }) {
  const t = useTranslations('scanner.page.test');
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <div role="status">
        {report ? <Report report={report} /> : <EmptyNote icon={IconScan} title={t('waiting')} />}
      </div>
    </Sheet>
  );
}

function Report({ report }: { report: ScanReport }) {
  const t = useTranslations('scanner.page.test');
  const { text, kind, channel, candidates, keys } = report;
  return (
    <>
      <FactList
        columns={2}
        facts={[
          { label: t('text'), value: text && <CodeText strong>{visible(text)}</CodeText> },
          { label: t('candidates'), value: candidates.map(visible).join(' · ') },
          { label: t('kind'), value: t(`kinds.${kind}`) },
          { label: t('channel'), value: t(`channels.${channel}`) },
          ...(keys ? keyFacts(keys, t) : []),
        ]}
      />
      <Advice report={report} />
      {keys && (
        <details className={classes.keys}>
          <summary>{t('keys')}</summary>
          <p className={classes.pressed}>{keys.pressed.join(' ')}</p>
        </details>
      )}
    </>
  );
}

function keyFacts(keys: KeysReport, t: ReturnType<typeof useTranslations<'scanner.page.test'>>) {
  const { layout, caps, separator, end, count, total, gap } = keys;
  return [
    {
      label: t('layout'),
      value:
        layout && (layout === 'calibrated' ? t('calibrated') : t('keyboard', { name: layout.toUpperCase() })),
    },
    { label: t('caps'), value: t(caps ? 'on' : 'off') },
    { label: t('separator'), value: t(`separators.${separator}`) },
    { label: t('end'), value: t(`ends.${end}`) },
    {
      label: t('speed'),
      value: t('speedValue', { keys: count, total: Math.round(total), gap: Math.round(gap) }),
    },
  ];
}

function Advice({ report: { advice, fault, kind } }: { report: ScanReport }) {
  const t = useTranslations('scanner');
  const faultKey = `fault.${fault?.code}` as 'fault.SEPARATOR_LOST';
  const wrong = kind === 'shop' || kind === 'plain';
  const texts = [
    ...advice.map((code) => t(`advice.${code}`)),
    ...(fault ? [t.has(faultKey) ? t(faultKey) : fault.message] : []),
    ...(wrong ? [t(`problem.${kind}.text`)] : []),
  ];
  const badlySet = [...advice, fault?.code ?? ''].some((code) => SET_UP.has(code));
  return (
    <>
      <ul className={classes.advice}>
        {texts.map((text) => (
          <li key={text}>
            <Note tone="warn" icon={IconAlertTriangle}>
              {text}
            </Note>
          </li>
        ))}
        {texts.length === 0 && (
          <li>
            <Note tone="ok" icon={IconCircleCheck}>
              {t('page.test.fine')}
            </Note>
          </li>
        )}
      </ul>
      {badlySet && (
        <div className={classes.code}>
          <CodeDrawing elements={CHECK_ELEMENTS} label={t('page.settings.checkCode')} />
          <p className={classes.aside}>{t('page.test.then')}</p>
        </div>
      )}
    </>
  );
}

/** Control characters by their pictures (U+2400): the separator becomes ␝. */
function visible(text: string): string {
  return [...text]
    .map((character) => (character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : character))
    .join('');
}
