'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTime } from '@/lib/use-time';
import { Compared } from './compared';
import classes from './verdict-reason.module.css';
import type { Verdict } from './verification.documents';

/** Why the verdict is what it is, with the facts that one may see. */
export function VerdictReason({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('verdict.reason');
  const { moment, day } = useTime();

  const say = (): ReactNode => {
    switch (verdict.__typename) {
      case 'PackOk':
        return verdict.quantityLeft == null ? t('PackOk') : t('opened', { left: verdict.quantityLeft });
      case 'DispensedHere':
        return t('DispensedHere', {
          at: moment(verdict.dispensedAt),
          by: verdict.dispensedBy,
          undo: verdict.undoDaysLeft ?? 0,
        });
      case 'OpenedBottle':
        return t('OpenedBottle');
      case 'HandedOutRefused':
        return verdict.reasonText ?? t('HandedOutRefused');
      case 'DispensedElsewhere':
        return t('DispensedElsewhere', {
          at: verdict.elsewhereAt ? moment(verdict.elsewhereAt) : '–',
          region: verdict.region ?? '–',
        });
      case 'Recalled':
        return (
          <>
            {t('Recalled', {
              class: verdict.recallClass ?? '–',
              since: verdict.recalledAt ? day(verdict.recalledAt) : '–',
            })}{' '}
            {verdict.recallText}
          </>
        );
      case 'Held':
        return verdict.heldReason ?? t('Held');
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
      case 'NotInCustody':
        return verdict.shipment ? t('onItsWay', { number: verdict.shipment.number }) : t('NotInCustody');
      case 'Decommissioned':
        return verdict.since ? t('Decommissioned', { since: day(verdict.since) }) : t('DecommissionedPlain');
      case 'SuspectedFalsified':
        return verdict.phone ? t('call', { phone: verdict.phone }) : t('SuspectedFalsified');
      case 'WrongCode':
        return verdict.what;
      case 'Unreadable':
        return verdict.reason;
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
