'use client';

import { ActionIcon, Group } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { setPatientFacing, usePatientFacing } from './patient-facing';

const SWITCH_KEY = 'F9';

/** Hides what cards say from patients who see the screen. */
export function PatientFacingSwitch() {
  const t = useTranslations('verdict.patientFacing');
  const on = usePatientFacing();
  const turn = () => setPatientFacing(!on);
  useKey(SWITCH_KEY, t('switch'), turn, true);
  const Symbol = on ? IconEyeOff : IconEye;
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon
        variant={on ? 'filled' : 'default'}
        size={34}
        aria-label={t('switch')}
        aria-pressed={on}
        title={t('switch')}
        onClick={turn}
      >
        <Symbol size={18} stroke={1.8} aria-hidden />
      </ActionIcon>
      <KeyCap>{SWITCH_KEY}</KeyCap>
    </Group>
  );
}
