'use client';

import { ActionIcon } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '@/lib/store';
import { OpensLate } from '@/ui/frame/opens-late';
import { loadVolume, soundVolume } from './sounds';

/** How loud the counter is; at zero it is silent. */
export function SoundControl() {
  const t = useTranslations('scan.sound');
  const volume = useStore(soundVolume);
  useEffect(loadVolume, []);
  const Symbol = volume === 0 ? IconVolumeOff : IconVolume;
  return (
    <OpensLate
      kind="dialog"
      load={async () => (await import('./volume-panel')).VolumePanel}
      face={
        <ActionIcon variant="default" size={34} aria-label={t('label')}>
          <Symbol size={18} stroke={1.8} />
        </ActionIcon>
      }
    />
  );
}
