'use client';

import { Button, Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './logistic-label.module.css';

const FORMATS = [
  ['pdf', 'label.pdf'],
  ['zpl203', 'label.zpl?dpi=203'],
  ['zpl300', 'label.zpl?dpi=300'],
  ['zpl600', 'label.zpl?dpi=600'],
  ['svg', 'label.svg'],
  ['png', 'label.png'],
] as const;

/** The label of a carton or pallet as the API draws it, and the formats to print it in. */
export function LogisticLabel({ sscc }: { sscc: string }) {
  const t = useTranslations('custody.containers');
  const folder = `/files/containers/${sscc}`;
  return (
    <>
      <img className={classes.label} src={`${folder}/label.svg`} alt={t('labelOf', { sscc })} />
      <Menu>
        <Menu.Target>
          <Button mt="md" variant="default" leftSection={<IconPrinter size={16} aria-hidden />}>
            {t('print')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map(([format, file]) => (
            <Menu.Item
              key={format}
              component="a"
              href={`${folder}/${file}`}
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
