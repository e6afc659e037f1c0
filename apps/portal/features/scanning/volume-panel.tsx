'use client';

import { Popover } from '@mantine/core';
import type { OpenProps } from '@/ui/frame/opens-late';
import { VolumeSlider } from './volume-slider';

/** The slider of the volume, below its button. */
export function VolumePanel({ face }: OpenProps) {
  return (
    <Popover defaultOpened position="bottom-end" width={236} shadow="md" withArrow>
      <Popover.Target>{face}</Popover.Target>
      <Popover.Dropdown>
        <VolumeSlider />
      </Popover.Dropdown>
    </Popover>
  );
}
