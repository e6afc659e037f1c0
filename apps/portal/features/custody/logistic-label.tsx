'use client';

import { Button, Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import classes from './logistic-label.module.css';

const FORMATS = [
  ['pdf', 'label.pdf'],
  ['zpl203', 'label.zpl', '203'],
  ['zpl300', 'label.zpl', '300'],
  ['zpl600', 'label.zpl', '600'],
  ['svg', 'label.svg'],
  ['png', 'label.png'],
] as const;

/** The label of a carton or pallet as the API draws it, and the formats to print it in. */
export function LogisticLabel({ sscc }: { sscc: string }) {
  const t = useTranslations('custody.containers');
  const locale = useLocale();
  const address = (file: string, dpi?: string) =>
    `/files/containers/${sscc}/${file}?${new URLSearchParams({ lang: locale, ...(dpi ? { dpi } : {}) })}`;
  return (
    <>
      <img className={classes.label} src={address('label.svg')} alt={t('labelOf', { sscc })} />
      <Menu>
        <Menu.Target>
          <Button mt="md" variant="default" leftSection={<IconPrinter size={16} aria-hidden />}>
            {t('print')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map(([format, file, dpi]) => (
            <Menu.Item
              key={format}
              component="a"
              href={address(file, dpi)}
              {...(format === 'pdf' || format === 'svg'
                ? { target: '_blank' }
                : { download: `${sscc}.${format.slice(0, 3)}` })}
            >
              {t(`formats.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
