'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PartnersQuery, type Partner } from './custody.documents';

export interface PartnerSelectProps {
  value: string | null;
  onChange: (value: string | null) => void;
  description?: string | undefined;
  error?: string | undefined;
}

/** A site to send goods to. */
export function PartnerSelect({ value, onChange, description, error }: PartnerSelectProps) {
  const t = useTranslations('custody.ship');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 200);
  const [{ data }] = useQuery({
    query: PartnersQuery,
    variables: { first: 50 },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: found }] = useQuery({
    query: PartnersQuery,
    variables: { search: wanted, first: 20 },
    pause: wanted === '',
  });
  const partners = new Map(
    [...(data?.sites.nodes ?? []), ...(found?.sites.nodes ?? [])].map((site) => [site.id, site]),
  );
  return (
    <Select
      label={t('to')}
      placeholder={t('toText')}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('noPartner')}
      data={[...partners.values()].map((site) => ({
        value: site.id,
        label: labelOf(site),
        disabled: site.status !== 'ACTIVE',
      }))}
      value={value}
      onChange={onChange}
      onSearchChange={setSearch}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
    />
  );
}

function labelOf({ name, city }: Partner): string {
  return city ? `${name}, ${city}` : name;
}
