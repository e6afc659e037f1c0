'use client';

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient, type Client } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import type { Dispensing } from '@/features/dispensing/dispensing.documents';
import { useScans } from '@/features/scanning/scanner-provider';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { FailureNote, Note } from '@/ui/notes';
import { DaysFields, type DaysByLine } from './days-fields';
import { deskScanIn, type DeskScan } from './desk-text';
import { PairRecordMutation } from './records.documents';

/** Seals what was handed out into the record of a patient who shows a code. It happens here, in the browser. */
export function AddToRecord({ dispensing }: { dispensing: Dispensing }) {
  const t = useTranslations('record.counter');
  const client = useClient();
  const { session } = useSession();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState(false);
  const [days, setDays] = useState<DaysByLine>({});
  const lines = dispensing.lines.filter(({ status }) => status !== 'REFUSED');

  const add = async ({ code, tagKey }: DeskScan) => {
    setBusy(true);
    setFailure(undefined);
    const paired = await mutate(client, PairRecordMutation, { input: { code, ownNumber: '' } });
    const failed = paired.ok
      ? await seal(client, { ...paired.data.pairRecord, tagKey }, { ...dispensing, lines }, days, session)
      : paired.failure;
    setFailure(failed);
    setDone(failed === undefined);
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void add({ code: String(new FormData(event.currentTarget).get('recordCode')) });
  };
  useScans({
    isPart: true,
    takes: ['patient'],
    onScan: ({ text }) => {
      if (!busy && !done) void add(deskScanIn(text) ?? { code: '' });
    },
  });
  if (done)
    return (
      <div role="status">
        <Note tone="ok" icon={IconCircleCheck}>
          {t('done')}
        </Note>
      </div>
    );
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <DaysFields lines={lines} days={days} onChange={setDays} />
        <Group align="end" gap="sm">
          <TextInput
            name="recordCode"
            label={t('code')}
            description={t('hint')}
            autoComplete="off"
            autoCapitalize="characters"
            required
          />
          <Button
            type="submit"
            variant="default"
            loading={busy}
            leftSection={<IconLock size={16} aria-hidden />}
          >
            {t('add')}
          </Button>
        </Group>
        {failure && <FailureNote failure={failure} />}
      </Stack>
    </form>
  );
}

type Counter = ReturnType<typeof useSession>['session'];

/** The vault comes when it is needed: the scan desk opens without it. */
async function seal(
  client: Client,
  { pseudonym, tagKey }: { readonly pseudonym: string; readonly tagKey: string | undefined },
  { lines, eventTime }: Pick<Dispensing, 'lines' | 'eventTime'>,
  days: DaysByLine,
  session: Counter,
): Promise<Failure | undefined> {
  const [{ sealInto }, { authorAtWork }, fhir, { leaveTherapies }, { vaultFailure }] = await Promise.all([
    import('./seal'),
    import('./author'),
    import('./fhir'),
    import('./therapy'),
    import('./vault-failure'),
  ]);
  try {
    const author = await authorAtWork(client, session);
    const handedOverAt = String(eventTime);
    const resources = lines.map(({ id, product, quantity, lotNumber }) => ({
      category: 'medications' as const,
      resource: fhir.medicationDispense({
        lineId: id,
        days: days[id],
        gtin: product.gtin,
        name: product.name,
        substance: product.substance,
        strength: product.strength ?? undefined,
        form: product.form ?? undefined,
        quantity,
        unit: product.baseUnit,
        lotNumber,
        pharmacy: session.site.name,
        handedOverAt,
      }),
    }));
    const given = lines.flatMap(({ id, product: { substance, form } }) => {
      const therapies = fhir.substancesOf(substance).map((one) => ({ substance: one, form }));
      return days[id] === undefined ? [] : [{ therapies, days: days[id] }];
    });
    // First, since it may be repeated: where the entries are not taken, both are done again with the next code.
    if (tagKey) await leaveTherapies(pseudonym, tagKey, given, handedOverAt, author);
    await sealInto(pseudonym, resources, author);
    return undefined;
  } catch (error) {
    return vaultFailure(error);
  }
}
