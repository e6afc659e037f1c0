'use client';

import { calibrationElements } from '@custodia/gs1';
import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { saveProfile } from '../scanner-profiles';
import { skipCaps, type Calibration, type CalibrationFault } from './calibration';
import { CodeDrawing } from './code-drawing';
import classes from './scanner-screen.module.css';

/** The wizard of two scans. The scans themselves come to the screen, which hands on the calibration so far. */
export function CalibrationSheet({
  calibration,
  onStart,
  onChange,
}: {
  calibration: Calibration | undefined;
  onStart: () => void;
  onChange: (calibration: Calibration | undefined) => void;
}) {
  const t = useTranslations('scanner.page.calibrate');
  return (
    <Sheet
      title={t('title')}
      lead={t('lead')}
      actions={
        calibration ? (
          <Button variant="default" onClick={() => onChange(undefined)}>
            {t('cancel')}
          </Button>
        ) : (
          <Button onClick={onStart}>{t('start')}</Button>
        )
      }
    >
      {calibration?.step === 'learned' ? (
        <Learned calibration={calibration} onDone={() => onChange(undefined)} />
      ) : (
        calibration && <Scanning calibration={calibration} onChange={onChange} />
      )}
    </Sheet>
  );
}

function Scanning({
  calibration,
  onChange,
}: {
  calibration: Exclude<Calibration, { step: 'learned' }>;
  onChange: (calibration: Calibration) => void;
}) {
  const t = useTranslations('scanner.page.calibrate');
  const { step, fault } = calibration;
  return (
    <div className={classes.code}>
      <CodeDrawing elements={calibrationElements} label={t('code')} />
      <div className={classes.aside}>
        <strong role="status">{t(step === 'plain' ? 'step1' : 'step2')}</strong>
        {fault && <Fault fault={fault} />}
        {step === 'caps' && (
          <Button variant="default" size="compact-sm" onClick={() => onChange(skipCaps(calibration))}>
            {t('skip')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Fault({ fault }: { fault: CalibrationFault }) {
  const t = useTranslations('scanner');
  const known = fault === 'capsIsOn' || fault === 'capsIsOff';
  return (
    <div role="alert">
      <Note tone="warn" icon={IconAlertTriangle}>
        {known ? t(`page.calibrate.${fault}`) : t(`advice.${fault}`)}
      </Note>
    </div>
  );
}

function Learned({
  calibration: { profile },
  onDone,
}: {
  calibration: Extract<Calibration, { step: 'learned' }>;
  onDone: () => void;
}) {
  const t = useTranslations('scanner.page.calibrate');
  const [name, setName] = useState(t('defaultName'));
  const save = () => {
    saveProfile({ name: name.trim(), learnedAt: new Date().toISOString(), profile });
    notifications.show({ color: 'leaf', message: t('saved') });
    onDone();
  };
  return (
    <>
      <Note tone="ok" icon={IconCircleCheck}>
        {t('done', { keys: Object.keys(profile.keys).length, gap: Math.round(profile.gap) })}
      </Note>
      <Group mt="md" align="flex-end">
        <TextInput
          label={t('name')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button onClick={save} disabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </Group>
    </>
  );
}
