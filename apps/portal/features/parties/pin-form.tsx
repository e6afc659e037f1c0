'use client';

import { Group, Loader, PinInput, Text, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import classes from './operator-switch.module.css';
import { SwitchOperatorMutation, type Session } from './session.documents';

export const PIN_LENGTH = 6;
/** The first keys of a scan reach a field before they are known for a scan's, and could fill the last box. */
const SETTLE_MS = 150;

export interface PinFormProps {
  people: readonly { readonly id: string; readonly name: string }[];
  onSession: (session: Session) => void;
}

/** Who has signed in at this terminal today goes on with the PIN: pick a name, type the PIN. */
export function PinForm({ people, onSession }: PinFormProps) {
  const t = useTranslations('operator');
  // Nobody is chosen before a choice: the field of the PIN takes the focus, also from who types a password.
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const request = useRequest(SwitchOperatorMutation);

  const submit = useEffectEvent(async () => {
    if (chosen === undefined || request.busy) return;
    const outcome = await request.run({ input: { userId: chosen, pin } });
    setPin('');
    if (outcome.ok) onSession(outcome.data.switchOperator);
  });
  useEffect(() => {
    if (pin.length < PIN_LENGTH) return;
    const settled = setTimeout(() => void submit(), SETTLE_MS);
    return () => clearTimeout(settled);
  }, [pin]);
  return (
    <>
      <div className={classes.people} role="radiogroup" aria-label={t('who')}>
        {people.map(({ id, name }) => (
          <UnstyledButton
            key={id}
            className={classes.person}
            role="radio"
            aria-checked={id === chosen}
            disabled={request.busy}
            onClick={() => setChosen(id)}
          >
            {name}
          </UnstyledButton>
        ))}
      </div>
      {chosen && (
        <div className={classes.pin}>
          <Text size="sm" mb={6}>
            {t('pin')}
          </Text>
          <PinInput
            key={chosen}
            length={PIN_LENGTH}
            type="number"
            mask
            autoFocus
            aria-label={t('pin')}
            disabled={request.busy}
            value={pin}
            onChange={setPin}
          />
        </div>
      )}
      {request.busy && (
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t('checking')}</Text>
        </Group>
      )}
      {request.failure && <FailureNote failure={request.failure} />}
    </>
  );
}
