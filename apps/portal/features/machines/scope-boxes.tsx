'use client';

import { Checkbox, Skeleton, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import classes from './machines.module.css';
import { MachineScopesQuery } from './machines.documents';

/** The name of a scope; one that has none is shown as it is called. */
export function useScopeName(): (scope: string) => string {
  const t = useTranslations('machines.scopes');
  return (scope) => (t.has(scope as never) ? t(scope as never) : scope);
}

/** All that a machine of this site can be allowed; at first, nothing. */
export function ScopeBoxes({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (scopes: string[]) => void;
}) {
  const t = useTranslations('machines');
  const name = useScopeName();
  const [{ data, error }, refetch] = useQuery({ query: MachineScopesQuery });
  if (error) return <FailureNote failure={failureOf(error)} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={180} />;
  return (
    <Checkbox.Group label={t('may')} description={t('mayText')} value={[...value]} onChange={onChange}>
      <div className={classes.scopes}>
        <Stack gap="xs">
          {data.machineScopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={name(scope)} description={scope} />
          ))}
        </Stack>
      </div>
    </Checkbox.Group>
  );
}
