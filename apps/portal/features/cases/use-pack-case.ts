'use client';

import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { Failure } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { OpenCaseMutation, PackIncidentsQuery } from './cases.documents';

/** An alert is raised behind the scan, within a moment. */
const LOOK_AGAIN_MS = 1_500;

export interface CaseRef {
  readonly id: string;
  readonly number: string;
}

export interface PackCase {
  /** What is being looked into about the pack; undefined while nothing is. */
  readonly incidentId: string | undefined;
  readonly file: CaseRef | undefined;
  /** Opens the case, or gives the one there is. */
  readonly open: (text: string) => Promise<CaseRef | undefined>;
  readonly failure: Failure | undefined;
}

/**
 * The incident and the case of a pack that was just put aside: asked for until they are there. Of what may be falsified a
 * case is opened by itself.
 */
export function usePackCase(
  pack: { gtin: string; serial: string } | undefined,
  opensItself: boolean,
): PackCase {
  const [{ data, fetching }, look] = useQuery({
    query: PackIncidentsQuery,
    pause: pack === undefined,
    requestPolicy: 'network-only',
  });
  const opening = useAction(OpenCaseMutation);
  const [opened, setOpened] = useState<CaseRef>();
  const incident = data?.alerts.nodes.find(
    ({ serial, product, incident: { status } }) =>
      serial === pack?.serial && product?.gtin === pack?.gtin && status !== 'CLOSED',
  )?.incident;
  const searching = !fetching && (opensItself ? !incident?.case : !incident) && pack !== undefined;
  useEffect(() => {
    if (!searching) return undefined;
    const again = setTimeout(() => look({ requestPolicy: 'network-only' }), LOOK_AGAIN_MS);
    return () => clearTimeout(again);
  }, [searching, look]);

  const file = opened ?? incident?.case ?? undefined;
  const open = async (text: string) => {
    if (file || !incident) return file;
    const outcome = await opening.run({ incidentId: incident.id, text });
    const given = outcome.ok ? (outcome.data.openCase ?? undefined) : undefined;
    setOpened(given);
    return given;
  };
  return { incidentId: incident?.id, file, open, failure: opening.failure };
}
