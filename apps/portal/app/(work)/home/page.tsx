'use client';

import { IconUserQuestion } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { homeOf } from '@/features/parties/workspaces';
import { EmptyNote } from '@/ui/empty-note';

/** Sends everyone to the first place of their role. */
export default function HomePage() {
  const t = useTranslations('session');
  const router = useRouter();
  const { session } = useSession();
  const home = homeOf(session.roles);
  useEffect(() => {
    if (home) router.replace(home);
  }, [home, router]);
  if (home) return null;
  return (
    <EmptyNote icon={IconUserQuestion} title={t('noWorkspaceTitle')}>
      {t('noWorkspace', { site: session.site.name })}
    </EmptyNote>
  );
}
