import type { Hex, SignedRevocation } from '@custodia/ledger';
import {
  CATEGORIES,
  VaultError,
  parseCanonical,
  type Json,
  type PatientAction,
  type PatientCall,
} from '@custodia/vault';
import { z } from 'zod';
import { NodeError } from './node.errors.js';

const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
    .transform((text) => text as Hex);
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const revocation = z.strictObject({
  commitment: hex(32),
  controller: hex(20),
  deadline: z
    .string()
    .regex(/^\d{1,19}$/)
    .transform(BigInt),
  r: hex(32),
  vs: hex(32),
});
const recovery = z.strictObject({ recoveryKey: key });
const list = z.strictObject({
  after: z.int().min(0).default(0),
  category: z.enum(CATEGORIES).optional(),
});
const log = z.strictObject({ since: z.int().min(0) });

/** A revocation as the controller signed it; the deadline is for the ledger, not for a node. */
export function revocationBody(body: Buffer): SignedRevocation {
  return read(revocation, parseCanonical(body));
}

/** The key of whoever recovers. */
export function recoveryBody(body: Buffer): string {
  return read(recovery, parseCanonical(body)).recoveryKey;
}

/** @throws VaultError MALFORMED for the call of another action */
export function expectAction(call: PatientCall, action: PatientAction): Json {
  if (call.action !== action)
    throw new VaultError('MALFORMED', `This call is for ${call.action}, not for ${action}.`, 'action');
  return call.argument;
}

export function listArgument(call: PatientCall, action: 'entries') {
  return read(list, expectAction(call, action));
}

export function logArgument(call: PatientCall) {
  return read(log, expectAction(call, 'log'));
}

export function recoveryArgument(call: PatientCall, action: 'recovery-cancel') {
  return read(recovery, expectAction(call, action));
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new NodeError(
    'BAD_INPUT',
    `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'unusable'}.`,
  );
}
