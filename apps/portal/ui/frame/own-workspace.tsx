'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { workspaceOfPath, workspacesOf } from '@/features/parties/workspaces';

/** Sends those who open the address of another role's screen home: the API would refuse everything on it. */
export function OwnWorkspace({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { session } = useSession();
  const workspace = workspaceOfPath(usePathname());
  const foreign = workspace !== undefined && !workspacesOf(session.roles).includes(workspace);
  useEffect(() => {
    if (foreign) router.replace('/home');
  }, [foreign, router]);
  return foreign ? null : children;
}
