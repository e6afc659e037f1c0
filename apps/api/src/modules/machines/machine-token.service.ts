import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import {
  checkClaims,
  isSignedBy,
  readAssertion,
  refused,
  rememberedUntil,
  type Assertion,
} from './assertion.rules.js';
import { Credentials } from './credentials.js';
import { MachineReader } from './machine.reader.js';

/** Gives a machine that signs a short access token: private_key_jwt of RFC 7523, 2.2. */
@Injectable()
export class MachineTokenService {
  constructor(
    private readonly machines: MachineReader,
    private readonly credentials: Credentials,
    private readonly work: UnitOfWork,
    private readonly config: Config,
  ) {}

  /** @throws DomainError UNAUTHENTICATED, PARTY_NOT_ACTIVE */
  async exchange(jwt: string): Promise<string> {
    const assertion = readAssertion(jwt);
    const machineId = assertion?.claims.sub ?? '';
    const key = assertion && (await this.machines.signingKey(machineId, assertion.kid));
    // One answer for an unknown machine, an unknown key and a wrong signature.
    if (!key || !isSignedBy(assertion, key))
      throw refused('no public key of this machine that is valid has this kid and signed it.');
    const now = new Date();
    checkClaims(assertion, machineId, this.config.publicOrigin, now);
    const found = await this.machines.find({ keyId: key.id, hash: null });
    if (!found) throw refused('the key was revoked at this moment.');
    await this.spend(found.actor, assertion);
    return this.credentials.makeToken(key.id, now);
  }

  /** An assertion is good once: of two at the same moment, one gets a token. */
  private async spend(actor: Actor, assertion: Assertion): Promise<void> {
    const hash = createHash('sha256').update(assertion.claims.jti).digest();
    await this.work.run(actor, 'machine.get-token', async (tx) => {
      const fresh = await tx.sql(
        `INSERT INTO machine_assertion (machine_id, jti_hash, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [actor.userId, hash, rememberedUntil(assertion)],
      );
      if (fresh.length === 0) throw refused('its jti was used before. Each assertion is good once.');
      tx.audit({ type: 'machine', id: actor.userId }, { kid: assertion.kid });
    });
  }
}
