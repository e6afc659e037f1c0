'use client';

import { ActionIcon, Popover } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '@/lib/store';
import { loadVolume, soundVolume } from './sounds';

const VolumeSlider = dynamic(() => import('./volume-slider').then((module) => module.VolumeSlider), {
  ssr: false,
});

/** How loud the counter is; at zero it is silent. */
export function SoundControl() {
  const t = useTranslations('scan.sound');
  const volume = useStore(soundVolume);
  useEffect(loadVolume, []);
  const Symbol = volume === 0 ? IconVolumeOff : IconVolume;
  return (
    <Popover position="bottom-end" width={236} shadow="md" withArrow>
      <Popover.Target>
        <ActionIcon variant="default" size={34} aria-label={t('label')}>
          <Symbol size={18} stroke={1.8} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <VolumeSlider />
      </Popover.Dropdown>
    </Popover>
  );
}
