'use client';

import { Button, Group } from '@mantine/core';
import { IconInfoCircle, IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { useQuantity } from '@/lib/use-quantity';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Note } from '@/ui/notes';
import { QrCode } from '@/ui/qr-code';
import { CopyButton } from '@/ui/copy-button';
import classes from './issued-prescription.module.css';
import type { Medicine } from './medicine';

export interface Issued {
  readonly token: string;
  readonly id: string;
  readonly issuedAt: string;
  readonly patientName: string;
  readonly birthDate: string | undefined;
  readonly medicines: readonly Medicine[];
}

/** The prescription on paper. Its code is shown this once: nobody keeps it. */
export function IssuedPrescription({ issued, onNext }: { issued: Issued; onNext: () => void }) {
  const t = useTranslations('prescriptions.paper');
  const quantity = useQuantity();
  const { day } = useTime();
  const { session } = useSession();
  const print = () => window.print();
  useKey('P', t('print'), print);
  return (
    <>
      <div data-screen-only>
        <Note tone="info" icon={IconInfoCircle}>
          {t('once')}
        </Note>
      </div>
      <article className={classes.paper}>
        <header className={classes.header}>
          <div>
            <p className={classes.kind}>{t('title')}</p>
            <p>
              {session.site.name}, {session.site.organisation}
            </p>
            <p>{session.user.name}</p>
          </div>
          <div className={classes.date}>
            <p>{day(issued.issuedAt)}</p>
            <p>
              {t('reference')} <CodeText>{issued.id.slice(-8)}</CodeText>
            </p>
          </div>
        </header>
        <div className={classes.body}>
          <div className={classes.words}>
            <p className={classes.patient}>{issued.patientName}</p>
            {issued.birthDate && <p>{t('born', { date: day(issued.birthDate) })}</p>}
            <ol className={classes.medicines}>
              {issued.medicines.map((medicine, index) => (
                <li key={index}>
                  <strong>
                    {[medicine.substance, medicine.strength, medicine.form].filter(Boolean).join(' ')}
                  </strong>
                  <span>{quantity(Number(medicine.quantity), medicine.baseUnit)}</span>
                  <span>{medicine.dosage}</span>
                  {Number(medicine.repeats) > 0 && (
                    <span>
                      {t('repeats', {
                        count: Number(medicine.repeats),
                        days: Number(medicine.repeatEveryDays),
                      })}
                    </span>
                  )}
                  {!medicine.substitutionAllowed && <span>{t('noSubstitution')}</span>}
                </li>
              ))}
            </ol>
          </div>
          <figure className={classes.code}>
            <QrCode text={issued.token} label={t('qr')} />
            <figcaption>{t('show')}</figcaption>
          </figure>
        </div>
        <p className={classes.token} translate="no">
          {issued.token}
        </p>
      </article>
      <Group justify="flex-end" data-screen-only>
        <CopyButton text={issued.token} />
        <Button variant="default" onClick={onNext}>
          {t('next')}
        </Button>
        <Button
          leftSection={<IconPrinter size={16} aria-hidden />}
          rightSection={<KeyCap>P</KeyCap>}
          onClick={print}
        >
          {t('print')}
        </Button>
      </Group>
    </>
  );
}
