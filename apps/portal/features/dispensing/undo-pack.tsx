'use client';

import { useQuery } from 'urql';
import { DispensingQuery } from './dispensing.documents';
import { UndoDialog } from './undo-dialog';

/** Undoes the dispense of one pack that was scanned again. */
export function UndoPack({
  dispensingId,
  serial,
  onClose,
  onDone,
}: {
  dispensingId: string;
  serial: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const [{ data }] = useQuery({
    query: DispensingQuery,
    variables: { id: dispensingId },
    requestPolicy: 'network-only',
  });
  const lines = data?.dispensing?.lines.filter(
    (line) => line.serial === serial && line.status === 'CONFIRMED',
  );
  if (!lines) return null;
  return <UndoDialog lineIds={lines.map(({ id }) => id)} onClose={onClose} onDone={onDone} />;
}
