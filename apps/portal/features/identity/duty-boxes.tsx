'use client';

import { Checkbox, Skeleton, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { SiteDutiesQuery } from './people.documents';

/** The name of a duty; one that has none is shown as it is called. */
export function useDutyName(): (duty: string) => string {
  const t = useTranslations('people.duties');
  return (duty) => (t.has(duty as never) ? t(duty as never) : duty);
}

/** What a person of this site can be trusted with, beyond what everybody there does. */
export function DutyBoxes({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (duties: string[]) => void;
}) {
  const t = useTranslations('people');
  const name = useDutyName();
  const [{ data, error }, refetch] = useQuery({ query: SiteDutiesQuery });
  if (error) return <FailureNote failure={failureOf(error)} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={90} />;
  return (
    <Checkbox.Group
      label={t('trustedWith')}
      description={t('trustedWithText')}
      value={[...value]}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        {data.siteDuties.map((duty) => (
          <Checkbox key={duty} value={duty} label={name(duty)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
