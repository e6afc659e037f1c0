'use client';

import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { usePatientFacing } from '@/features/verification/patient-facing';
import { useFailureText } from '@/lib/use-failure-text';
import { useTime } from '@/lib/use-time';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Sheet } from '@/ui/sheet';
import classes from './checked-later.module.css';
import { unanswered, useCounter } from './counter-provider';
import { isAlarm, scanOf, withoutScan, type LaterScan, type LaterScans, type Told } from './later';
import { laterScans } from './later-store';

const OPEN_KEY = 'L';

/** Scans of an outage: how many still wait, and those whose check said something. Each is dismissed by itself. */
export function CheckedLater({ scans }: { scans: LaterScans }) {
  const t = useTranslations('scan.later');
  const hidden = usePatientFacing();
  const { card, openLater } = useCounter();
  const blocked = unanswered(card) !== undefined;
  const told = scans.flatMap((scan) => (scan.told ? [{ scan, told: scan.told }] : []));
  const waiting = scans.length - told.length;
  // What must not be dispensed comes first.
  const first = (scans.find(isAlarm) ?? told.find(({ told: row }) => opens(row))?.scan)?.text;
  const open = first === undefined || blocked ? undefined : () => openLater(first);
  useKey(OPEN_KEY, t('openFirst'), open);
  return (
    <div id="checked-later" className={classes.place}>
      <Sheet flush title={t('title')} {...(waiting > 0 ? { lead: t('waiting', { count: waiting }) } : {})}>
        {told.length > 0 && hidden && (
          <div className={classes.hidden}>
            <p>{t('looks', { count: told.length })}</p>
            {first !== undefined && (
              <Button
                variant="default"
                size="compact-sm"
                disabled={blocked}
                rightSection={<KeyCap>{OPEN_KEY}</KeyCap>}
                onClick={open}
              >
                {t('open')}
              </Button>
            )}
          </div>
        )}
        {told.length > 0 && !hidden && (
          <ol className={classes.list} aria-label={t('title')}>
            {told.map((row) => (
              <Row key={row.scan.text} {...row} isFirst={row.scan.text === first} isBlocked={blocked} />
            ))}
          </ol>
        )}
      </Sheet>
    </div>
  );
}

/** Of a good pack that was put aside there is nothing to read. */
function opens(told: Told): boolean {
  return 'failure' in told || told.light !== 'GREEN';
}

function Row({
  scan,
  told,
  isFirst,
  isBlocked,
}: {
  scan: LaterScan;
  told: Told;
  isFirst: boolean;
  /** A card on the desk waits for its own answer. */
  isBlocked: boolean;
}) {
  const t = useTranslations();
  const { moment } = useTime();
  const { session } = useSession();
  const { openLater } = useCounter();
  const failureText = useFailureText();
  const failed = 'failure' in told;
  const light = failed ? 'AMBER' : told.light;
  const { reading } = scanOf(scan);
  const serial = reading.kind === 'pack' ? reading.pack.serial : '';
  const name = [failed ? '' : told.product, serial].filter(Boolean).join(' · ');
  const said = failed ? failureText(told.failure) : t(`verdict.short.${told.verdict}`);
  const dismiss = () => laterScans.change(session, (scans) => withoutScan(scans, scan.text));
  return (
    <li className={classes.row} data-light={light}>
      <div className={classes.words}>
        <p className={classes.said}>{said}</p>
        <p className={classes.name}>{name}</p>
        <p className={classes.name}>
          <time dateTime={scan.at}>{moment(scan.at)}</time>
          {scan.aside && ` · ${t(light === 'GREEN' ? 'scan.later.asideFine' : 'scan.later.aside')}`}
        </p>
      </div>
      {opens(told) && (
        <Button
          variant={isAlarm(scan) ? 'filled' : 'default'}
          {...(isAlarm(scan) ? { color: 'brick' } : {})}
          size="compact-sm"
          disabled={isBlocked}
          rightSection={isFirst && <KeyCap>{OPEN_KEY}</KeyCap>}
          onClick={() => openLater(scan.text)}
        >
          {t(failed ? 'scan.again' : 'scan.later.open')}
          <VisuallyHidden>{` ${name}`}</VisuallyHidden>
        </Button>
      )}
      {/* What must not be dispensed is read before it is gone. */}
      {!isAlarm(scan) && (
        <ActionIcon variant="subtle" aria-label={t('scan.later.dismiss', { name })} onClick={dismiss}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
