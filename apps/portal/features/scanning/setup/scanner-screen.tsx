'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStore } from '@/lib/store';
import { Page } from '@/ui/page';
import { CameraButton } from '../camera/camera-button';
import { SoundControl } from '../sound-control';
import { activeProfile, scannerProfiles } from '../scanner-profiles';
import { useCapturedScans, useScans } from '../scanner-provider';
import { scannerTrouble } from '../scanner-state';
import { siteLayouts } from '../wedge/site-layouts';
import { beginning, withScan, type Calibration } from './calibration';
import { CalibrationSheet } from './calibration-sheet';
import { HidSheet } from './hid-sheet';
import { MockScanner } from './mock-scanner';
import { ProfileSheet } from './profile-sheet';
import { ScanTest } from './scan-test';
import { contentOf, reportOf, type ScanReport } from './scan-report';
import classes from './scanner-screen.module.css';
import { SettingsSheet } from './settings-sheet';

const EVERYTHING = [
  'pack',
  'prescription',
  'patient',
  'logistic',
  'gs1',
  'shop',
  'plain',
  'unreadable',
] as const;

/** What a scanner sends, and how to make it send the right thing. */
export function ScannerScreen() {
  const t = useTranslations('scanner.page');
  const profiles = useStore(scannerProfiles);
  const [report, setReport] = useState<ScanReport>();
  const [calibration, setCalibration] = useState<Calibration>();

  useCapturedScans((captured) => {
    if (calibration && calibration.step !== 'learned') {
      setCalibration(withScan(calibration, captured.strokes));
      return;
    }
    const profile = activeProfile();
    const layouts = siteLayouts(navigator.languages);
    const found = reportOf(captured, { layouts, ...(profile ? { profile } : {}) });
    scannerTrouble.set(found.text === undefined ? found.advice.at(-1) : undefined);
    setReport(found);
  });
  useScans({
    takes: EVERYTHING,
    onScan: ({ text, channel }) => setReport({ ...contentOf(text), channel, candidates: [], advice: [] }),
  });

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <CameraButton />
          <SoundControl />
        </>
      }
    >
      <div className={classes.columns}>
        <div className={classes.column}>
          <ScanTest report={report} />
          <CalibrationSheet
            calibration={calibration}
            onStart={() => setCalibration(beginning)}
            onChange={setCalibration}
          />
          <ProfileSheet profiles={profiles} />
        </div>
        <div className={classes.column}>
          <SettingsSheet />
          <HidSheet />
          <MockScanner />
        </div>
      </div>
    </Page>
  );
}
