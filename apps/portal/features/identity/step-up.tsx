'use client';

import dynamic from 'next/dynamic';
import { stepUpCall } from '@/lib/step-up';
import { useStore } from '@/lib/store';

const StepUpDialog = dynamic(() => import('./step-up-dialog').then((module) => module.StepUpDialog), {
  ssr: false,
});

/** The dialog is fetched when it is first needed: hardly any day needs it. */
export function StepUp() {
  return useStore(stepUpCall) && <StepUpDialog />;
}
