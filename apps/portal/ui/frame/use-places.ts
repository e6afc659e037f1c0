'use client';

import { usePathname } from 'next/navigation';
import { useSession } from '@/features/parties/session-provider';
import { PLACES, type Place } from '@/features/parties/workspaces';
import { useWorkspace } from './use-workspace';

/** Below the thumb five names can be read beside one another; of more, the last place opens the others. */
const MOST_BELOW = 5;

/** Where the person may work, and how many of the places stand below the thumb on a phone. */
export function usePlaces() {
  const path = usePathname();
  const { can } = useSession();
  const workspace = useWorkspace();
  const places = workspace ? PLACES[workspace].filter(({ needs }) => can(needs)) : [];
  const below = places.length > MOST_BELOW ? MOST_BELOW - 1 : places.length;
  const isCurrent = ({ href }: Place) => path === href || path.startsWith(`${href}/`);
  return { places, below, isCurrent };
}
