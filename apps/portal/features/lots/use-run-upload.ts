'use client';

import { useCallback, useRef, useState } from 'react';
import { csrfHeaders } from '@/lib/csrf';
import type { Failure } from '@/lib/failure';

export interface LotFacts {
  gtin: string;
  lotNumber: string;
  expiry: string;
  expiryDayGiven: boolean;
}

/**
 * Sends a file of serials with its lot. XMLHttpRequest, because fetch does not tell how much of a request has been
 * sent, and a list of a million serials takes its time. Where the connection breaks, it is sent again with the same
 * idempotency key: what the API had taken in already is not registered twice.
 */
export function useRunUpload() {
  const [sent, setSent] = useState<number>();
  const [retrying, setRetrying] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const attempt = useRef<{ subject: string; key: string } | undefined>(undefined);

  const send = useCallback(async (lot: LotFacts, file: File): Promise<string | undefined> => {
    const subject = JSON.stringify([lot, file.name, file.size, file.lastModified]);
    if (attempt.current?.subject !== subject) attempt.current = { subject, key: crypto.randomUUID() };
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...lot, idempotencyKey: attempt.current.key })) {
      body.append(name, String(value));
    }
    // Fields first: the API reads the form as it arrives.
    body.append('file', file);
    setFailure(undefined);
    let answer: Answer = BROKEN;
    for (let attempts = 0; attempts <= PAUSES_MS.length; attempts++) {
      setSent(0);
      answer = await post('/lots/runs', body, setSent);
      const pause = PAUSES_MS[attempts];
      if (answer.ok || answer.failure.code !== BROKEN.failure.code || pause === undefined) break;
      setRetrying(true);
      await new Promise((resume) => setTimeout(resume, pause));
    }
    setRetrying(false);
    setSent(undefined);
    if (answer.ok) {
      attempt.current = undefined;
      return answer.runId;
    }
    setFailure(answer.failure);
    return undefined;
  }, []);
  return { send, sent, retrying, failure };
}

type Answer = { ok: true; runId: string } | { ok: false; failure: Failure };

const BROKEN = {
  ok: false,
  failure: { code: 'UPLOAD_BROKEN', message: 'The connection broke while the file was sent.' },
} as const satisfies Answer;

/** How long to wait before it is sent again. */
const PAUSES_MS = [1_000, 3_000, 8_000];

function post(url: string, body: FormData, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onerror = () => resolve(BROKEN);
    request.onload = () => resolve(read(request.status, request.response as unknown));
    request.open('POST', url);
    request.responseType = 'json';
    for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value);
    request.send(body);
  });
}

function read(status: number, answer: unknown): Answer {
  const { runId, code, message, details } = (answer ?? {}) as Record<string, unknown>;
  if (status < 300 && isId(runId)) return { ok: true, runId: String(runId) };
  // A list with faulty lines became a run of its own, which holds them.
  const failed = (details as { runId?: unknown } | undefined)?.runId;
  if (isId(failed)) return { ok: true, runId: String(failed) };
  return {
    ok: false,
    failure: {
      code: typeof code === 'string' ? code : `HTTP_${status}`,
      message: typeof message === 'string' ? message : `The upload was refused (${status}).`,
    },
  };
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
