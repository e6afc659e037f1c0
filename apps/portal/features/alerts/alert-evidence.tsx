'use client';

import { IconMapPin } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { TraceLink } from '@/features/trace/trace-link';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FactList } from '@/ui/fact-list';
import classes from './alert-evidence.module.css';
import { AlertStatusMark, SeverityMark } from './alert-marks';
import type { Alert } from './alerts.documents';
import { useAlertWords } from './use-alert-words';

/** One alert of an incident: the sentence, the pack, the places, and the facts that the rule fired on. */
export function AlertEvidence({ alert }: { alert: Alert }) {
  const t = useTranslations('incidents');
  const { moment } = useTime();
  const words = useAlertWords();
  const { product, lotNumber, serial, sites } = alert;
  return (
    <li className={classes.alert}>
      <div className={classes.head}>
        <h3 className={classes.title}>{words.title(alert)}</h3>
        <SeverityMark severity={alert.severity} />
        <AlertStatusMark status={alert.status} />
        <time className={classes.time} dateTime={alert.eventTime}>
          {moment(alert.eventTime)}
        </time>
      </div>
      <p className={classes.sentence}>{words.sentence(alert)}</p>
      {product && (
        <p className={classes.pack}>
          {[product.name, product.strength].filter(Boolean).join(' ')}
          {lotNumber && (
            <>
              {' · '}
              {t('lot')} <CodeText>{lotNumber}</CodeText>
            </>
          )}
          {serial && (
            <>
              {' · '}
              {t('serial')} <CodeText>{serial}</CodeText>
            </>
          )}
        </p>
      )}
      {sites.length > 0 && (
        <p className={classes.pack}>
          <IconMapPin size={14} stroke={1.8} aria-hidden />{' '}
          {sites.map(({ name, city }) => [name, city].filter(Boolean).join(', ')).join(' · ')}
        </p>
      )}
      <details className={classes.details}>
        <summary>{t('evidence')}</summary>
        <FactList columns={3} facts={words.facts(alert.facts)} />
      </details>
      {product && serial && <TraceLink gtin={product.gtin} serial={serial} lot={lotNumber} />}
    </li>
  );
}
