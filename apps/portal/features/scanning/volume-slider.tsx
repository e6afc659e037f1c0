'use client';

import { Slider, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useStore } from '@/lib/store';
import { playSound, setVolume, soundVolume } from './sounds';

/** Sets the volume and lets it be heard. */
export function VolumeSlider() {
  const t = useTranslations('scan.sound');
  const volume = useStore(soundVolume);
  return (
    <>
      <Text size="sm" mb="xs">
        {t('label')}
      </Text>
      <Slider
        label={(value) => (value === 0 ? t('off') : `${value} %`)}
        thumbLabel={t('label')}
        value={Math.round(volume * 100)}
        onChange={(value) => setVolume(value / 100)}
        onChangeEnd={() => playSound('green')}
      />
    </>
  );
}
