'use client';

import { Loader } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useStore } from '@/lib/store';
import { useSubmitScan } from '../scanner-provider';
import { cameraOpen } from './camera-open';
import classes from './camera-panel.module.css';

/** The reader is a megabyte: it is fetched when the camera is wanted first. */
const CameraPanel = dynamic(() => import('./camera-panel').then((module) => module.CameraPanel), {
  ssr: false,
  loading: () => <Loader size="sm" />,
});

/** The open camera in a corner of whatever screen, so that the answers stay in sight. What it reads goes where a scan would go. */
export function CameraDock() {
  const opened = useStore(cameraOpen);
  const submit = useSubmitScan();
  if (!opened) return null;
  return (
    <div className={classes.dock} data-screen-only>
      <CameraPanel
        onFound={(text) => submit({ text, channel: 'CAMERA', at: new Date() })}
        onClose={() => cameraOpen.set(false)}
      />
    </div>
  );
}
