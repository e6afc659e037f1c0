'use client';

import { Button, Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { failureOf } from '@/lib/failure';
import { saveFile } from '@/lib/save-file';
import { FailureNote, Note } from '@/ui/notes';
import { seenLines, withNames } from './access-lines';
import { EraseDialog } from './erase-dialog';
import { countOf, type Move } from './move-record';
import { useRecord } from './open-record';
import { accessLog, ownEntries } from './record';
import { useAttempt } from './use-attempt';
import { useRequests } from './use-requests';
import { useTold } from './use-told';

/** What each step of a move is given. */
export interface StepProps {
  readonly move: Move;
  /** Goes on; with what was found, where it is needed later. */
  readonly onDone: (found?: Pick<Move, 'saved' | 'entries'>) => void;
}

/** Something is not as it has to be before the next step. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      <Note tone="stop" icon={IconAlertTriangle}>
        {children}
      </Note>
    </div>
  );
}

/** The log ends with the record: it is saved as plain text, by whoever wants it. */
export function LogStep({ onDone }: StepProps) {
  const t = useTranslations('record');
  const { record } = useRecord();
  const { requests, error, again } = useRequests();
  const tell = useTold();
  const { busy, failure, attempt } = useAttempt();
  const save = () =>
    attempt('log', async () => {
      const { lines, findings } = await accessLog(record);
      const carers = requests?.filter(({ site }) => !site) ?? [];
      const altered = findings.filter(({ fault }) => fault !== 'HEAD_NOT_ANCHORED' && fault !== 'UNPAIRED');
      const nodes = [...new Set(altered.map(({ node }) => node))].join(', ');
      const told = withNames(seenLines(lines), carers, t('log.formerCarer')).map((line) => {
        const words = tell(line);
        return [words.told, words.why].filter(Boolean).join(' ');
      });
      const text = [nodes ? t('log.altered', { nodes }) : t('log.checked'), '', ...told, ''].join('\n');
      saveFile('access-log.txt', new Blob([text], { type: 'text/plain' }));
      onDone();
    });
  return (
    <>
      <Button
        size="md"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={busy !== undefined}
        disabled={!requests}
        onClick={() => void save()}
      >
        {t('move.saveLog')}
      </Button>
      <Button size="md" variant="default" onClick={() => onDone()}>
        {t('move.noLog')}
      </Button>
      {error && !requests && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {failure && <FailureNote failure={failure} />}
    </>
  );
}

/** What happens on the young person's device is seen there alone. */
export function TheirsStep({ move, onDone }: StepProps) {
  const t = useTranslations('record.move');
  const [seen, setSeen] = useState(false);
  return (
    <>
      <Checkbox
        size="md"
        label={t('seen', { entries: move.entries ?? 0 })}
        checked={seen}
        onChange={({ currentTarget }) => setSeen(currentTarget.checked)}
      />
      <Button size="md" disabled={!seen} onClick={() => onDone()}>
        {t('next')}
      </Button>
    </>
  );
}

/** The end of the old record, if the file holds all of it still. */
export function EraseStep({ move, onDone }: StepProps) {
  const t = useTranslations('record.move');
  const { current } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const [isAsked, setAsked] = useState(false);
  const [newer, setNewer] = useState(0);
  const check = () =>
    attempt('check', async () => {
      // What is hidden from whoever keeps a child's record counts, too: it is in the file.
      const whole = { ...(await current()), childhood: undefined };
      const more = countOf((await ownEntries(whole)).entries) - (move.entries ?? 0);
      setNewer(Math.max(0, more));
      setAsked(more <= 0);
    });
  return (
    <>
      <Button size="md" color="brick" loading={busy !== undefined} onClick={() => void check()}>
        {t('erase')}
      </Button>
      {failure && <FailureNote failure={failure} />}
      {newer > 0 && <Problem>{t('newer', { count: newer })}</Problem>}
      {isAsked && <EraseDialog onClose={() => setAsked(false)} onErased={() => onDone()} />}
    </>
  );
}

const PLACES = [
  ['ways', '/patient/ways'],
  ['card', '/patient/card'],
  ['caring', '/patient/caring'],
  ['sharing', '/patient/sharing'],
  ['more', '/patient/more'],
] as const;

/** What did not come along is given anew, by whom it concerns. */
export function AgainStep({ onDone }: StepProps) {
  const t = useTranslations('record.move');
  return (
    <>
      {PLACES.map(([place, href]) => (
        <Button key={place} component={Link} href={href} size="md" variant="default">
          {t(`again.${place}`)}
        </Button>
      ))}
      <Button size="md" onClick={() => onDone()}>
        {t('finish')}
      </Button>
    </>
  );
}
