'use client';

import { Button, SegmentedControl, Select } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { substancesOf } from '@/features/records/fhir';
import { useScans } from '@/features/scanning/scanner-provider';
import { goneFrom } from '@/features/warnings/answers';
import { useWarned } from '@/features/warnings/use-warned';
import { Page } from '@/ui/page';
import { BASES } from './bases';
import { obstacle, owedObstacle, type BasketPack } from './basket';
import { useBasket } from './basket-provider';
import classes from './basket-screen.module.css';
import { BasketPacks } from './basket-packs';
import { CounterCard, foresee } from './counter-card';
import { useCounter } from './counter-provider';
import { DispenseBar } from './dispense-bar';
import type { Dispensing, SupplyBasis } from './dispensing.documents';
import { DispensedSheet } from './dispensed-sheet';
import { isSigned } from './owed';
import { OwedPanel } from './owed-panel';
import { PrescriptionPanel } from './prescription-panel';
import { SupplyTime } from './supply-time';
import type { Overridden } from './use-dispense';

const NONE: Overridden = [];

/** With the vault in it, which the counter opens without. */
const MedicineWarnings = dynamic(() =>
  import('@/features/warnings/medicine-warnings').then((module) => module.MedicineWarnings),
);
const PatientBeside = dynamic(() =>
  import('@/features/records/patient-beside').then((module) => module.PatientBeside),
);

/** What is handed out together: the prescription, the packs for it, and one Enter for all of them. */
export function BasketScreen() {
  const t = useTranslations('basket');
  const router = useRouter();
  const basket = useBasket();
  const { card, verify, take, setMode } = useCounter();
  const { can } = useSession();
  const [done, setDone] = useState<Dispensing>();
  const [beside, setBeside] = useState(false);
  const { verdict } = card ?? {};
  // Of an outage even a good pack is scanned anew before it is given.
  const lies = card !== undefined && (card.later === true || verdict?.light !== 'GREEN');

  const warned = useWarned();

  // One warning stands for a medicine, however many packs of it are given.
  const candidates = useMemo(
    () =>
      [...new Map(basket.packs.map(({ product }) => [product.name, product])).values()].map(
        ({ name, substance, form }) => ({ name, substances: substancesOf(substance), form }),
      ),
    [basket.packs],
  );

  useEffect(() => setMode('DISPENSE'), [setMode]);
  useEffect(foresee, []);
  useScans({
    takes: ['pack', 'prescription'],
    onScan: (scan) => {
      setDone(undefined);
      if (scan.reading.kind === 'prescription') void basket.open(scan.text);
      else void verify(scan);
    },
  });
  // Here a good pack needs no card: it goes straight into the basket.
  useEffect(() => {
    if (verdict?.light === 'GREEN') take();
  }, [verdict, take]);

  if (done) return <DispensedSheet dispensing={done} onNext={() => setDone(undefined)} />;

  const { settling, packs, rx } = basket;
  const isReported = packs.some(({ reportOnly }) => reportOnly);
  const removeAll = (removed: readonly BasketPack[]) => {
    const left = packs.filter((pack) => !removed.includes(pack));
    const names = (of: readonly BasketPack[]) => of.map(({ product }) => product.name);
    warned.count(goneFrom(warned.warnings, names(removed), names(left)), true);
    for (const { key } of removed) basket.remove(key);
  };
  const leaveOut = (name: string) => removeAll(packs.filter(({ product }) => product.name === name));
  const still = settling
    ? owedObstacle({
        packs,
        left: settling.quantity - settling.settled,
        signed: isSigned(settling, rx?.opened.items),
      })
    : obstacle({
        basis: basket.basis,
        packs,
        items: rx?.opened.items,
        paperReference: basket.paperReference,
        reported: isReported,
      });
  const against = isReported ? [] : warned.overridden;
  const stop = still ?? (against ? undefined : 'warning');
  return (
    <Page
      title={t('title')}
      lead={t(settling ? 'leadOwed' : 'lead')}
      // Above the fields: behind them, Tab would lead to it and Enter open it instead of dispensing.
      actions={
        can('record.read') &&
        !beside && (
          <Button variant="default" onClick={() => setBeside(true)}>
            {t('patientMedicines')}
          </Button>
        )
      }
    >
      {!settling && (
        <div className={classes.basis}>
          <SegmentedControl
            className={classes.wide}
            aria-label={t('basis')}
            data={BASES.map((value) => ({ value, label: t(`bases.${value}`) }))}
            value={basket.basis}
            onChange={(value) => basket.set({ basis: value as SupplyBasis })}
          />
          <Select
            className={classes.narrow}
            label={t('basis')}
            allowDeselect={false}
            data={BASES.map((value) => ({ value, label: t(`bases.${value}`) }))}
            value={basket.basis}
            onChange={(value) => basket.set({ basis: (value ?? 'E_PRESCRIPTION') as SupplyBasis })}
          />
          <div className={classes.time}>
            <SupplyTime />
          </div>
        </div>
      )}
      {lies && <CounterCard onType={() => router.push('/pharmacy/scan')} />}
      <div className={classes.columns}>
        {settling ? <OwedPanel /> : <PrescriptionPanel />}
        <BasketPacks onRemove={(pack) => removeAll([pack])} />
      </div>
      {!beside && candidates.length > 1 && can('record.read') && (
        <MedicineWarnings
          candidates={candidates}
          warned={warned}
          isAsked={!isReported}
          onLeaveOut={leaveOut}
        />
      )}
      {beside && (
        <PatientBeside candidates={candidates} warned={warned} isAsked={!isReported} onLeaveOut={leaveOut} />
      )}
      {basket.packs.length > 0 && (
        <DispenseBar
          obstacle={stop}
          blocked={lies}
          warnings={against ?? NONE}
          onClear={() => {
            removeAll(packs);
            basket.clear();
          }}
          onDone={(dispensing) => {
            warned.forget();
            setDone(dispensing);
          }}
        />
      )}
    </Page>
  );
}
