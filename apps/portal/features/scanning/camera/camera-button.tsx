'use client';

import { Button } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useStore } from '@/lib/store';
import { cameraOpen } from './camera-open';

/** Opens and closes the camera. */
export function CameraButton() {
  const t = useTranslations('scanner.camera');
  const opened = useStore(cameraOpen);
  const Symbol = opened ? IconCameraOff : IconCamera;
  return (
    <Button
      variant="default"
      leftSection={<Symbol size={16} aria-hidden />}
      onClick={() => cameraOpen.set(!opened)}
    >
      {t(opened ? 'close' : 'open')}
    </Button>
  );
}
