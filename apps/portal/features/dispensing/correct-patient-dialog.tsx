'use client';

import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconQrcode, IconUserCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useScans } from '@/features/scanning/scanner-provider';
import { useAction } from '@/lib/use-action';
import { useQuantity } from '@/lib/use-quantity';
import { FailureNote, Note } from '@/ui/notes';
import { isOpen, isSubstitution } from './basket';
import { BASES } from './bases';
import { CorrectPatientMutation, type DispenseLine, type SupplyBasis } from './dispensing.documents';
import { useOpenedRx } from './use-opened-rx';

/**
 * Recorded for the wrong patient: the pack stays supplied, the wrong prescription gets its quantity back, and the fill
 * goes to the right one, whose code is scanned here, or to another ground where there is none.
 */
export function CorrectPatientDialog({
  line,
  onClose,
  onDone,
}: {
  line: DispenseLine;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('supplies.correct');
  const bases = useTranslations('basket');
  const quantity = useQuantity();
  const action = useAction(CorrectPatientMutation);
  const { rx, opening, failure, open } = useOpenedRx();
  const [reason, setReason] = useState('');
  const [basis, setBasis] = useState<SupplyBasis>('E_PRESCRIPTION');
  const [paper, setPaper] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [substitution, setSubstitution] = useState('');
  useScans({
    takes: ['prescription'],
    onScan: (scan) => {
      setBasis('E_PRESCRIPTION');
      setChosen(undefined);
      void open(scan.text);
    },
  });

  const electronic = basis === 'E_PRESCRIPTION';
  const items = (rx?.opened.items ?? []).filter(
    (item) => isOpen(item) && item.state.id !== line.itemId && item.state.remaining >= line.quantity,
  );
  const item = items.find(({ state }) => state.id === chosen) ?? items.find((one) => fits(one, line));
  const substituted = item !== undefined && isSubstitution(item, line.product);
  const complete =
    reason.trim() !== '' &&
    (basis !== 'PAPER' || paper.trim() !== '') &&
    (!electronic || (item !== undefined && (!substituted || substitution.trim() !== '')));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    const prescription = electronic && rx && item ? await signed(rx, item, line.quantity) : {};
    const outcome = await action.run({
      lineId: line.id,
      reason: reason.trim(),
      basis,
      ...prescription,
      ...(basis === 'PAPER' ? { paperReference: paper.trim() } : {}),
      ...(electronic && substituted ? { substitutionReason: substitution.trim() } : {}),
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <Textarea
            label={t('reason')}
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label={t('basis')}
            allowDeselect={false}
            data={BASES.map((value) => ({ value, label: bases(`bases.${value}`) }))}
            value={basis}
            onChange={(value) => setBasis((value ?? 'E_PRESCRIPTION') as SupplyBasis)}
          />
          {electronic && (
            <Note tone={rx ? 'ok' : 'info'} icon={rx ? IconUserCheck : IconQrcode}>
              <span role="status">
                {opening ? t('opening') : rx ? rx.opened.patientName : t('scanRight')}
              </span>
            </Note>
          )}
          {electronic && failure && <FailureNote failure={failure} />}
          {electronic && rx && (
            <Select
              label={bases('pack.item')}
              placeholder={bases('pack.chooseItem')}
              error={items.length === 0 && bases('pack.noItem')}
              allowDeselect={false}
              data={items.map(({ state, substance, strength, baseUnit }) => ({
                value: state.id,
                label: `${[substance, strength].filter(Boolean).join(' ')} (${quantity(state.remaining, baseUnit)})`,
              }))}
              value={item?.state.id ?? null}
              onChange={(value) => setChosen(value ?? undefined)}
            />
          )}
          {electronic && substituted && (
            <TextInput
              label={bases('pack.reason')}
              error={item.substitutionAllowed ? undefined : bases('pack.notAllowed')}
              value={substitution}
              onChange={(event) => setSubstitution(event.currentTarget.value)}
            />
          )}
          {basis === 'PAPER' && (
            <TextInput
              label={bases('paperReference')}
              description={bases('paperReferenceText')}
              value={paper}
              onChange={(event) => setPaper(event.currentTarget.value)}
            />
          )}
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={!complete}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Rx = NonNullable<ReturnType<typeof useOpenedRx>['rx']>;

function fits(item: Rx['opened']['items'][number], { product }: DispenseLine): boolean {
  return item.substance.toLowerCase() === product.substance.toLowerCase();
}

/** The right patient's signature, for what was handed out. */
async function signed({ token, contentKey, opened }: Rx, item: Rx['opened']['items'][number], given: number) {
  const { signFill } = await import('./sign-fill');
  return {
    prescriptionId: opened.id,
    contentKey,
    fill: await signFill(token, opened.voucher, item.state, item.upTo + given),
  };
}
