'use client';

import { usePathname } from 'next/navigation';
import { useSession } from '@/features/parties/session-provider';
import { workspaceOfPath, workspacesOf, type Workspace } from '@/features/parties/workspaces';

/** The workspace of the address, else the first of the site's. */
export function useWorkspace(): Workspace | undefined {
  const path = usePathname();
  const { session } = useSession();
  return workspaceOfPath(path) ?? workspacesOf(session.roles)[0];
}
