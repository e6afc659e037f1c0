'use client';

import { Button, Group, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ComponentType, ReactNode } from 'react';
import { Note } from '@/ui/notes';
import { isDue } from './childhood';
import { BringStep, CountStep, SaveStep, TryStep } from './move-file-steps';
import { did, newMove, STEPS, stepOf, type Move, type Occasion, type Step } from './move-record';
import { AgainStep, EraseStep, LogStep, TheirsStep, type StepProps } from './move-steps';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { forgetMove, keepMove, useMove } from './use-move';

const BODIES: Readonly<Record<Exclude<Step, 'begin'>, ComponentType<StepProps>>> = {
  save: SaveStep,
  try: TryStep,
  log: LogStep,
  theirs: TheirsStep,
  erase: EraseStep,
  bring: BringStep,
  count: CountStep,
  again: AgainStep,
};

/** How a record goes on under new keys, which whoever had a way into this one never had: step by step. */
export function MoveScreen({ occasion }: { occasion: Occasion }) {
  const t = useTranslations('record.move');
  const { record } = useRecord();
  const here = record.keys.pseudonym;
  const move = useMove();
  const step = move?.occasion === occasion ? stepOf(move, here) : undefined;
  return (
    <>
      <Title order={1}>{t(`${occasion}.title`)}</Title>
      {move && step && step !== 'begin' ? (
        <UnderWay move={move} step={step} here={here} />
      ) : (
        <Before occasion={occasion} onStart={() => keepMove(newMove(occasion, here))} />
      )}
    </>
  );
}

/** What it does, and what it does not. */
function Before({ occasion, onStart }: { occasion: Occasion; onStart: () => void }) {
  const t = useTranslations('record.move');
  const { record } = useRecord();
  const isChilds = occasion === 'handOver';
  return (
    <>
      <p className={classes.lead}>
        {isChilds ? t(isDue(record.childhood) ? 'handOver.due' : 'handOver.early') : t('own.lead')}
      </p>
      {!isChilds && <p className={classes.lead}>{t('own.ends')}</p>}
      <StepList occasion={occasion} />
      <Note tone="warn" icon={IconAlertTriangle}>
        {t(`${occasion}.limit`)}
      </Note>
      <Button size="md" onClick={onStart}>
        {t('start')}
      </Button>
      {!isChilds && (
        <Button component={Link} href="/patient/ways" size="md" variant="default">
          {t('own.onlyLost')}
        </Button>
      )}
    </>
  );
}

function UnderWay({ move, step, here }: { move: Move; step: Exclude<Step, 'begin'>; here: string }) {
  const t = useTranslations('record.move');
  const { occasion, done } = move;
  const Body = BODIES[step];
  const onDone: StepProps['onDone'] = (found) => {
    const next = did(move, here, step, found);
    if (next.done.length === STEPS[occasion].length) forgetMove();
    else keepMove(next);
  };
  return (
    <>
      <StepList occasion={occasion} done={done} current={step}>
        <Body key={step} move={move} onDone={onDone} />
      </StepList>
      <Group>
        {done.includes('save') && !done.includes('erase') && (
          <Button variant="default" onClick={() => keepMove(newMove(occasion, here))}>
            {t('saveAgain')}
          </Button>
        )}
        {step !== 'again' && (
          <Button variant="subtle" onClick={forgetMove}>
            {t('stop')}
          </Button>
        )}
      </Group>
      {done.includes('erase') && step !== 'again' && <p className={classes.small}>{t('stopAfter')}</p>}
    </>
  );
}

function StepList({
  occasion,
  done = [],
  current,
  children,
}: {
  occasion: Occasion;
  done?: readonly Step[];
  /** None before it has begun: all are told of then. */
  current?: Step;
  children?: ReactNode;
}) {
  const t = useTranslations('record.move');
  return (
    <ol className={classes.steps}>
      {STEPS[occasion].map((step) => {
        const isDone = done.includes(step) || (step === 'begin' && done.includes('erase'));
        return (
          <li key={step} aria-current={step === current ? 'step' : undefined}>
            <strong>{t(`${occasion}.steps.${step}.title` as 'own.steps.save.title')}</strong>
            {isDone && (
              <>
                {' '}
                <IconCircleCheck size={18} className={classes.stepDone} role="img" aria-label={t('done')} />
              </>
            )}
            {(!current || step === current) && (
              <p className={classes.lineText}>
                {t(`${occasion}.steps.${step}.text` as 'own.steps.save.text')}
              </p>
            )}
            {step === current && <div className={classes.stepBody}>{children}</div>}
          </li>
        );
      })}
    </ol>
  );
}
