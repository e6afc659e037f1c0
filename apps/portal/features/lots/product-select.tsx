'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { OwnProductsQuery } from './lots.documents';

export interface ProductSelectProps {
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | null;
}

/** One of the site's products, found by name, substance or GTIN. */
export function ProductSelect({ value, onChange, error = null }: ProductSelectProps) {
  const t = useTranslations('lots.register');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 200);
  const [{ data }] = useQuery({
    query: OwnProductsQuery,
    variables: { first: 30 },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: found }] = useQuery({
    query: OwnProductsQuery,
    variables: { search: wanted, first: 30 },
    pause: wanted === '',
  });
  const products = [...(data?.products.nodes ?? []), ...(found?.products.nodes ?? [])];
  const options = new Map(
    products.map(({ name, strength, gtin }) => [gtin, [name, strength, gtin].filter(Boolean).join(' · ')]),
  );
  return (
    <Select
      label={t('product')}
      placeholder={t('productText')}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('noProduct')}
      data={[...options].map(([gtin, label]) => ({ value: gtin, label }))}
      value={value}
      onChange={onChange}
      onSearchChange={setSearch}
      error={error}
    />
  );
}
