'use client';

import { isGln } from '@custodia/gs1';
import { Button, Group, Modal, MultiSelect, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { MarketsQuery, type Party } from './parties.documents';
import { ProposeAdmissionMutation } from './proposals.documents';
import { regionName } from './region-name';

const ROLES: readonly Party['roles'][number][] = [
  'MANUFACTURER',
  'DISTRIBUTOR',
  'PHARMACY',
  'PRESCRIBER',
  'DISPOSER',
];
const ZONES = Intl.supportedValuesOf('timeZone');

/** Where the regulator sits; not where the browser only says UTC, which is the time of no place. */
function ownZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return ZONES.includes(timeZone) ? timeZone : '';
}

interface Values {
  organisation: string;
  name: string;
  gln: string;
  roles: Party['roles'][number][];
  market: string;
  timeZone: string;
  country: string;
  city: string;
}

/** Proposes to admit a licensed place to the ledger; a second person approves it. */
export function AdmitPartyDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations('parties.admit');
  const roleNames = useTranslations('siteRole');
  const locale = useLocale();
  const action = useAction(ProposeAdmissionMutation);
  const [{ data }] = useQuery({ query: MarketsQuery });
  const filled = (value: string) => (value.trim() === '' ? t('errors.missing') : null);
  const form = useForm<Values>({
    initialValues: {
      organisation: '',
      name: '',
      gln: '',
      roles: [],
      market: 'EU',
      timeZone: ownZone(),
      country: '',
      city: '',
    },
    validateInputOnBlur: ['gln', 'country'],
    validate: {
      organisation: filled,
      name: filled,
      gln: (value) => filled(value) ?? (isGln(value.replace(/\s/g, '')) ? null : t('errors.gln')),
      roles: (value) => (value.length === 0 ? t('errors.roles') : null),
      timeZone: filled,
      country: (value) => (/^[A-Za-z]{2}$/.test(value.trim()) ? null : t('errors.country')),
    },
  });
  const submit = async ({ gln, country, city, ...rest }: Values) => {
    const outcome = await action.run({
      ...rest,
      gln: gln.replace(/\s/g, ''),
      country: country.trim().toUpperCase(),
      ...(city.trim() === '' ? {} : { city: city.trim() }),
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput label={t('organisation')} data-autofocus {...form.getInputProps('organisation')} />
            <TextInput label={t('name')} {...form.getInputProps('name')} />
            <TextInput label="GLN" inputMode="numeric" {...form.getInputProps('gln')} />
            <MultiSelect
              label={t('roles')}
              data={ROLES.map((value) => ({ value, label: roleNames(value) }))}
              {...form.getInputProps('roles')}
            />
            <Select
              label={t('market')}
              allowDeselect={false}
              data={(data?.markets ?? []).map(({ code, name }) => ({
                value: code,
                label: regionName(code, locale) ?? name,
              }))}
              {...form.getInputProps('market')}
            />
            <Select
              label={t('timeZone')}
              searchable
              selectFirstOptionOnChange
              data={ZONES}
              {...form.getInputProps('timeZone')}
            />
            <TextInput label={t('country')} maxLength={2} {...form.getInputProps('country')} />
            <TextInput label={t('city')} {...form.getInputProps('city')} />
          </SimpleGrid>
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
