'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProductList } from '@/features/lots/product-list';
import { RegisterProductDialog } from '@/features/lots/register-product-dialog';
import { useSession } from '@/features/parties/session-provider';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';

export default function ProductsPage() {
  const t = useTranslations('products');
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const [refreshed, setRefreshed] = useState(0);
  const add = can('product.register');
  useKey('N', t('add'), add && !adding ? () => setAdding(true) : undefined);
  const action = add && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      rightSection={<KeyCap>N</KeyCap>}
      onClick={() => setAdding(true)}
    >
      {t('add')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={action}>
      <ProductList key={refreshed} action={action} />
      {adding && (
        <RegisterProductDialog
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            setRefreshed((n) => n + 1);
          }}
        />
      )}
    </Page>
  );
}
