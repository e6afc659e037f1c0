import { KeyRight, Role, isWriterCertified, type Authority, type WriterCertificate } from '@custodia/ledger';
import type { EntryWriter, Submission } from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { NodeConfig } from '../../config.js';
import { now } from './calls.js';
import type { Reach } from './ledger-watch.js';
import { Limits } from './limits.js';
import { NodeError, refused } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';

const CARE = Role.Pharmacy | Role.Prescriber;

/** Who may write into records: the patient, and parties in care, by keys that the ledger lets act for them. */
@Injectable()
export class WritersService {
  constructor(
    private readonly config: NodeConfig,
    private readonly ledger: OwnLedger,
    private readonly limits: Limits,
  ) {}

  /** @throws NodeError WRITER_UNKNOWN, LEDGER_UNREACHABLE */
  async writerOf({ certificate }: Submission): Promise<EntryWriter> {
    if (!certificate) return { party: 0, name: '' };
    return this.partyOf(certificate, CARE);
  }

  /** For which party of one of these roles a device acts. @throws NodeError WRITER_UNKNOWN, LEDGER_UNREACHABLE */
  async partyOf(certificate: WriterCertificate, ofRoles: number): Promise<EntryWriter> {
    await this.#assertCertified(certificate);
    const { party, name, operator } = certificate;
    if (!mayAct(await this.ledger.authority(party, operator), ofRoles)) throw writerUnknown();
    return { party, name };
  }

  /**
   * That a device acts for a practice or, where the ledger does not answer, that it did when the ledger was last read.
   * @param reach as the watch says
   * @returns whether the latter. @throws NodeError WRITER_UNKNOWN, LEDGER_STALE, LEDGER_UNREACHABLE
   */
  async assertPractice(certificate: WriterCertificate, reach: Reach): Promise<{ readonly isKept: boolean }> {
    await this.#assertCertified(certificate);
    const time = now();
    const { party, operator } = certificate;
    const known = await this.ledger.authorityOrKnown(party, operator, time, reach);
    if (!mayAct(known, Role.Prescriber)) throw writerUnknown();
    if (time - known.at > this.limits.awayAge) throw refused('LEDGER_STALE');
    return known;
  }

  /** @throws NodeError WRITER_UNKNOWN */
  async #assertCertified(certificate: WriterCertificate): Promise<void> {
    const { chainId } = await this.ledger.realm();
    const { partyRegistry } = this.config.contracts;
    if (certificate.notAfter < now() || !isWriterCertified(certificate, { chainId, partyRegistry }))
      throw writerUnknown();
  }
}

function mayAct({ active, roles, rights }: Authority, ofRoles: number): boolean {
  return active && (rights & KeyRight.Operate) !== 0 && (roles & ofRoles) !== 0;
}

function writerUnknown(): NodeError {
  return new NodeError(
    'WRITER_UNKNOWN',
    'The ledger knows no pharmacy or practice that lets this device do this. Sign in again, and repeat it.',
  );
}
