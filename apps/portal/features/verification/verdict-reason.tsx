'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRefusalText } from '@/features/ledger/use-refusal-text';
import { useTime } from '@/lib/use-time';
import { Compared } from './compared';
import { HoldReason, RecallReason } from './lot-reason';
import classes from './verdict-reason.module.css';
import type { Verdict } from './verification.documents';

/** Why the verdict is what it is, with the facts that one may see. */
export function VerdictReason({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('verdict.reason');
  const words = useTranslations();
  const { moment, day } = useTime();
  const refusalText = useRefusalText();

  const say = (): ReactNode => {
    switch (verdict.__typename) {
      case 'PackOk':
        return t(`custody.${verdict.custodyStatus}`);
      case 'DispensedHere':
        return (
          <>
            {t('DispensedHere', {
              at: moment(verdict.dispensedAt),
              by: verdict.dispensedBy ?? t('someone'),
            })}{' '}
            {verdict.undoDaysLeft === null ? t('undoOver') : t('undoLeft', { days: verdict.undoDaysLeft })}
          </>
        );
      case 'OpenedBottle':
        return t('OpenedBottle');
      case 'HandedOutRefused':
        return t('HandedOutRefused', {
          at: moment(verdict.handedOutAt),
          by: verdict.handedOutBy,
          why: verdict.refusal ? refusalText(verdict.refusal) : '–',
        });
      case 'DispensedElsewhere':
        return t('DispensedElsewhere', {
          at: verdict.elsewhereAt ? moment(verdict.elsewhereAt) : 'none',
          region: verdict.region ?? 'none',
        });
      case 'Recalled':
        return <RecallReason lotId={verdict.lotId} />;
      case 'Held':
        if (verdict.mayUnlock) return t('lockedByYou');
        return verdict.unitOnly ? t('locked') : <HoldReason lotId={verdict.heldLotId} />;
      case 'Expired':
        return verdict.expiry ? t('Expired', { on: day(verdict.expiry) }) : t('ExpiredPlain');
      case 'ExpiresSoon':
        return t('ExpiresSoon', { days: verdict.daysLeft ?? 0 });
      case 'UnknownSerial':
        return (
          <>
            {verdict.nearMiss ? t('nearMiss') : t('UnknownSerial')}
            <Compared read={verdict.scan?.serial ?? ''} expected={verdict.expectedSerial} />
          </>
        );
      case 'RecordMismatch':
        return (
          <>
            {t('RecordMismatch', { field: fieldName(verdict.field) })}
            <Compared read={verdict.read} expected={verdict.expected} />
          </>
        );
      case 'NotInCustody': {
        const custody = t(`custody.${verdict.custodyStatus}`);
        const holder = `siteRole.${verdict.holderRole}` as 'siteRole.PHARMACY';
        if (verdict.custodyStatus !== 'ELSEWHERE' || !words.has(holder)) return custody;
        return `${custody} ${t('lastHolder', { role: words(holder) })}`;
      }
      case 'Decommissioned':
        return verdict.since ? t('Decommissioned', { since: day(verdict.since) }) : t('DecommissionedPlain');
      case 'SuspectedFalsified':
        return t(verdict.code === 'SEIZED' ? 'Seized' : 'SuspectedFalsified');
      case 'WrongCode':
        return t(`wrongCode.${verdict.whatItIs}`);
      case 'Unreadable':
        return words(`scanner.fault.${verdict.fault}`);
      case 'UnknownProduct':
        return t('UnknownProduct');
    }
  };
  const fieldName = (field: string): string => {
    const key = `fields.${field}` as 'fields.lot';
    return t.has(key) ? t(key) : field;
  };
  return <div className={classes.reason}>{say()}</div>;
}
