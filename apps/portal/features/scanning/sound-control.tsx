'use client';

import { ActionIcon, Popover, Slider, Text } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '@/lib/store';
import { loadVolume, playSound, setVolume, soundVolume } from './sounds';

/** How loud the counter is; at zero it is silent. */
export function SoundControl() {
  const t = useTranslations('scan.sound');
  const volume = useStore(soundVolume);
  useEffect(loadVolume, []);
  const Symbol = volume === 0 ? IconVolumeOff : IconVolume;
  return (
    <Popover position="bottom-end" shadow="md" withArrow>
      <Popover.Target>
        <ActionIcon variant="default" size={34} aria-label={t('label')}>
          <Symbol size={18} stroke={1.8} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="xs">
          {t('label')}
        </Text>
        <Slider
          w={200}
          label={(value) => (value === 0 ? t('off') : `${value} %`)}
          thumbLabel={t('label')}
          value={Math.round(volume * 100)}
          onChange={(value) => setVolume(value / 100)}
          onChangeEnd={() => playSound('green')}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
