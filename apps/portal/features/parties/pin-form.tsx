'use client';

import { PinInput, Text, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import classes from './operator-switch.module.css';
import { SwitchOperatorMutation, type Session } from './session.documents';

export const PIN_LENGTH = 6;

export interface PinFormProps {
  people: readonly { readonly id: string; readonly name: string }[];
  onSession: (session: Session) => void;
}

/** Who has signed in at this terminal today goes on with the PIN: pick a name, type the PIN. */
export function PinForm({ people, onSession }: PinFormProps) {
  const t = useTranslations('operator');
  const client = useClient();
  // Nobody is chosen before a choice: the field of the PIN takes the focus, also from who types a password.
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<Failure>();

  const submit = async (userId: string, typed: string) => {
    setFailure(undefined);
    const { data, error } = await client
      .mutation(SwitchOperatorMutation, { input: { userId, pin: typed } })
      .toPromise();
    setPin('');
    if (error) setFailure(failureOf(error));
    if (data) onSession(data.switchOperator);
  };
  return (
    <>
      <div className={classes.people} role="radiogroup" aria-label={t('who')}>
        {people.map(({ id, name }) => (
          <UnstyledButton
            key={id}
            className={classes.person}
            role="radio"
            aria-checked={id === chosen}
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
            value={pin}
            onChange={setPin}
            onComplete={(typed) => void submit(chosen, typed)}
          />
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
