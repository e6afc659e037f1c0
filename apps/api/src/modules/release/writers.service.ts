import { KeyRight, Role, isWriterCertified, type WriterCertificate } from '@custodia/ledger';
import type { EntryWriter, Submission } from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { NodeConfig } from '../../config.js';
import { now } from './calls.js';
import { NodeError } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';

const CARE = Role.Pharmacy | Role.Prescriber;

/** Who may write into records: the patient, and parties in care, by keys that the ledger lets act for them. */
@Injectable()
export class WritersService {
  constructor(
    private readonly config: NodeConfig,
    private readonly ledger: OwnLedger,
  ) {}

  /** @throws NodeError WRITER_UNKNOWN, LEDGER_UNREACHABLE */
  async writerOf({ certificate }: Submission): Promise<EntryWriter> {
    if (!certificate) return { party: 0, name: '' };
    return this.partyOf(certificate, CARE);
  }

  /** For which party of one of these roles a device acts. @throws NodeError WRITER_UNKNOWN, LEDGER_UNREACHABLE */
  async partyOf(certificate: WriterCertificate, ofRoles: number): Promise<EntryWriter> {
    if (!(await this.#isKnown(certificate, ofRoles)))
      throw new NodeError(
        'WRITER_UNKNOWN',
        'The ledger knows no pharmacy or practice that lets this device do this. Sign in again, and repeat it.',
      );
    const { party, name } = certificate;
    return { party, name };
  }

  async #isKnown(certificate: WriterCertificate, ofRoles: number): Promise<boolean> {
    if (certificate.notAfter < now()) return false;
    const { chainId } = await this.ledger.realm();
    const { partyRegistry } = this.config.contracts;
    if (!isWriterCertified(certificate, { chainId, partyRegistry })) return false;
    const { party, operator } = certificate;
    const { active, roles, rights } = await this.ledger.authority(party, operator);
    return active && (rights & KeyRight.Operate) !== 0 && (roles & ofRoles) !== 0;
  }
}
