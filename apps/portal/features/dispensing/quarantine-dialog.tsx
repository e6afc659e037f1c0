'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconLock, IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PackPhoto } from '@/features/cases/pack-photo';
import { usePackCase } from '@/features/cases/use-pack-case';
import { FollowedOperation } from '@/features/ledger/followed-operation';
import type { LedgerOperation } from '@/features/ledger/ledger.documents';
import type { ScanInput } from '@/features/scanning/scan-input';
import { useVerdictWords } from '@/features/verification/use-verdict-words';
import {
  AnswerScanMutation,
  type Verdict,
  type VerdictName,
} from '@/features/verification/verification.documents';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FailureNote } from '@/ui/notes';
import { DecommissionMutation } from './dispensing.documents';
import classes from './quarantine-dialog.module.css';

/** Verdicts on packs that the ledger may still count as the site's stock: then these are locked. */
const LOCKABLE = new Set<VerdictName>(['Recalled', 'Held', 'Expired', 'ExpiresSoon']);

/** Why the lock is refused where they are not. */
const NOT_HELD: readonly unknown[] = ['NOT_YOUR_UNITS', 'UNITS_IN_TRANSIT'];

/** Puts a pack aside: a label for the box, and a lock on the ledger where the pack is the site's own. */
export function QuarantineDialog({
  verdict,
  scan,
  onClose,
  onDone,
}: {
  verdict: Verdict;
  scan: ScanInput;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('dispensing.quarantine');
  const cards = useTranslations('verdict');
  const { moment } = useTime();
  const { run, failure, busy } = useAction(DecommissionMutation);
  const [operation, setOperation] = useState<LedgerOperation>();
  const asksLock = LOCKABLE.has(verdict.__typename);
  const refusal = failure?.details?.['reason'];
  const lockable = asksLock && !NOT_HELD.includes(refusal);
  const lockedAlready = refusal === 'LOCKED_ALREADY';
  const kept = useAction(AnswerScanMutation);
  const keep = kept.run;
  const [stored, setStored] = useState(false);
  const asked = useRef(false);
  const why = useVerdictWords(verdict).headline;
  const { gtin, serial } = verdict.scan ?? {};
  const told = stored && verdict.raisesAlert && gtin && serial ? { gtin, serial } : undefined;
  const packCase = usePackCase(told, verdict.code === 'SUSPECTED_FALSIFIED');
  const done = useRef<HTMLButtonElement>(null);
  const ready = stored && !busy && !kept.busy;
  const store = useCallback(
    () => void keep({ scan: scan.text, answer: 'QUARANTINED' }).then((outcome) => setStored(outcome.ok)),
    [keep, scan],
  );

  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    store();
    if (!asksLock) return;
    void run({ kind: 'LOCK', scan: scan.text, reason: verdict.code }).then((outcome) => {
      if (outcome.ok) setOperation(outcome.data.decommission);
    });
  }, [asksLock, run, scan, store, verdict]);

  // What is written down in the meantime cannot have the focus from the beginning.
  useEffect(() => {
    if (ready) done.current?.focus();
  }, [ready]);

  return (
    <Modal opened onClose={onClose} title={t('title')} attributes={{ header: { 'data-screen-only': true } }}>
      <Stack gap="md">
        <div className={classes.label} data-paper>
          <p className={classes.word}>{t('word')}</p>
          <p className={classes.why}>{why}</p>
          {packCase.file && <p className={classes.why}>{t('case', { number: packCase.file.number })}</p>}
          <p>{[verdict.product?.name, verdict.product?.strength].filter(Boolean).join(' ')}</p>
          <dl>
            <div>
              <dt>GTIN</dt>
              <dd>{verdict.scan?.gtin ?? '–'}</dd>
            </div>
            <div>
              <dt>SN</dt>
              <dd>{verdict.scan?.serial ?? '–'}</dd>
            </div>
            <div>
              <dt>LOT</dt>
              <dd>{verdict.scan?.lot ?? '–'}</dd>
            </div>
          </dl>
          {'hotline' in verdict && verdict.hotline && (
            <p className={classes.why}>
              {cards('hotline')} {verdict.hotline}
            </p>
          )}
          <p className={classes.small}>
            <CodeText>{verdict.code}</CodeText> · {moment(scan.at.toISOString())}
          </p>
        </div>
        <Stack gap="md" data-screen-only>
          {lockable ? (
            lockedAlready ? (
              <Group gap="sm" wrap="nowrap">
                <IconLock size={18} aria-hidden />
                <Text>{t('lockedAlready')}</Text>
              </Group>
            ) : operation ? (
              <Group gap="sm">
                <IconLock size={18} aria-hidden />
                <Text>{t('locked')}</Text>
                <FollowedOperation operation={operation} />
              </Group>
            ) : (
              failure && <FailureNote failure={failure} />
            )
          ) : (
            <Text c="dimmed">{t('notYours')}</Text>
          )}
          {kept.failure && <FailureNote failure={kept.failure} onRetry={store} />}
          {told && <PackPhoto packCase={packCase} why={t('caseOf', { why })} />}
          <Group justify="flex-end">
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              {t('print')}
            </Button>
            <Button ref={done} loading={busy || kept.busy} disabled={!stored} onClick={onDone}>
              {t('done')}
            </Button>
          </Group>
        </Stack>
      </Stack>
    </Modal>
  );
}
