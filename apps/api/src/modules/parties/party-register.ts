import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { isUniqueViolation, DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { NewLedgerId } from './new-ledger-id.rules.js';
import type { NewSite } from './new-site.rules.js';

const LARGEST_LEDGER_ID = 2 ** 32 - 1;

export interface RegisteredSite {
  readonly siteId: string;
  readonly partyId: number;
}

/** Writes organisations, sites and their ledger ids. */
@Injectable()
export class PartyRegister {
  /**
   * @param partyId its main ledger id
   * @throws DomainError PARTY_EXISTS
   */
  async add(tx: Tx, site: NewSite, partyId: number): Promise<RegisteredSite> {
    const siteId = newId();
    const organisationId = await this.organisationOf(tx, site.organisation);
    const { gln, name, roles, market, timeZone, country, region, city, address } = site;
    try {
      await tx.sql(
        `INSERT INTO site (id, organisation_id, gln, name, roles, market, time_zone, country, region, city, address,
                           created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [siteId, organisationId, gln, name, roles, market, timeZone, country, region, city, address, tx.now],
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'site_gln')) throw error;
      throw exists(gln);
    }
    await tx.sql('INSERT INTO party (ledger_id, site_id, main) VALUES ($1, $2, true)', [partyId, siteId]);
    return { siteId, partyId };
  }

  /** @throws DomainError PARTY_EXISTS where there is a site with the GLN */
  async mustBeNew(tx: Tx, gln: string): Promise<void> {
    const [known] = await tx.sql('SELECT 1 FROM site WHERE gln = $1', [gln]);
    if (known) throw exists(gln);
  }

  /** Takes a site out that the ledger has not admitted, and its organisation with the last; not where somebody works there. */
  async remove(tx: Tx, siteId: string): Promise<void> {
    const [kept] = await tx.sql(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM membership WHERE site_id = $1)
         OR EXISTS (SELECT 1 FROM party p JOIN ledger.party l ON l.id = p.ledger_id WHERE p.site_id = $1)`,
      [siteId],
    );
    if (kept) return;
    // Nobody has followed them: the site is nobody's yet.
    await tx.sql('DELETE FROM invitation WHERE site_id = $1', [siteId]);
    await tx.sql('DELETE FROM party WHERE site_id = $1', [siteId]);
    const [site] = await tx.sql<{ organisation: string }>(
      'DELETE FROM site WHERE id = $1 RETURNING organisation_id AS organisation',
      [siteId],
    );
    await tx.sql(
      'DELETE FROM organisation o WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM site WHERE organisation_id = o.id)',
      [site?.organisation],
    );
  }

  /** Takes a further ledger id out that the ledger has not admitted. */
  async removeLedgerId(tx: Tx, partyId: number): Promise<void> {
    await tx.sql(
      `DELETE FROM party p WHERE ledger_id = $1 AND NOT main
         AND NOT EXISTS (SELECT 1 FROM ledger.party l WHERE l.id = p.ledger_id)`,
      [partyId],
    );
  }

  /** Gives a site one more ledger id. */
  async addLedgerId(tx: Tx, siteId: string, { purpose, roles }: NewLedgerId, partyId: number): Promise<void> {
    await tx.sql(
      'INSERT INTO party (ledger_id, site_id, main, purpose, roles) VALUES ($1, $2, false, $3, $4)',
      [partyId, siteId, purpose, roles],
    );
  }

  private async organisationOf(tx: Tx, name: string): Promise<string> {
    const [known] = await tx.sql<{ id: string }>('SELECT id FROM organisation WHERE name = $1 LIMIT 1', [
      name,
    ]);
    if (known) return known.id;
    const id = newId();
    await tx.sql('INSERT INTO organisation (id, name) VALUES ($1, $2)', [id, name]);
    return id;
  }
}

function exists(gln: string): DomainError {
  return new DomainError('PARTY_EXISTS', `There is a party with the GLN ${gln} already.`);
}

/** A random one, so that ids tell nothing. */
export function randomLedgerId(): number {
  return randomInt(1, LARGEST_LEDGER_ID);
}
