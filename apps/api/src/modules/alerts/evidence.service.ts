import {
  ChainRpc,
  ChainUnreachable,
  EVIDENCE_ANCHOR,
  EVIDENCE_FORMAT,
  EventDecoder,
  RpcError,
  canonicalText,
  evidenceArgs,
  evidenceHash,
  operationIdOf,
  type EvidenceBundle,
  type EvidenceEvent,
  type EvidenceTransaction,
  type EvidenceValue,
  type Hex,
  type GoodsAddresses,
  type Receipt,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { AlertsReader } from './alerts.reader.js';
import { EvidenceFactsReader, type EventPlace } from './evidence-facts.reader.js';
import { Evidence } from './evidence.entity.js';
import type { Incident } from './incident.entity.js';

/** Transactions asked for in one request. */
const AT_ONCE = 100;

/** Makes evidence bundles, and anchors their hashes. */
@Injectable()
export class EvidenceService {
  private readonly rpc: ChainRpc;

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly incidents: AlertsReader,
    private readonly facts: EvidenceFactsReader,
    config: Config,
  ) {
    this.rpc = new ChainRpc(config.ledgerRpcUrl);
  }

  /** @returns the id of the bundle. */
  async make(actor: Actor, input: { idempotencyKey: string; incidentId: string }): Promise<string> {
    const { idempotencyKey, incidentId } = input;
    const incident = await this.incidents.incident(actor, incidentId);
    if (!incident) throw notFound('incident');
    const operationId = newId();
    const bundle = await this.bundle(actor, incident, operationId);
    return this.work.once(actor, 'evidence.make', idempotencyKey, { incidentId }, async (tx) => {
      const id = newId();
      await tx.manager.insert(Evidence, {
        id,
        incidentId,
        hash: bundle.hash,
        text: canonicalText(bundle as unknown as EvidenceValue),
        operationId,
        madeBy: actor.userId,
        madeAt: tx.now,
      });
      await tx.enqueue({
        id: operationId,
        call: { kind: 'anchor', of: EVIDENCE_ANCHOR, root: bundle.hash, count: countOf(bundle) },
        partyId: actor.partyId,
        signer: 'regulator',
      });
      tx.audit({ type: 'incident', id: incidentId }, { evidence: id, hash: bundle.hash });
      return id;
    });
  }

  /** The bundles of an incident, newest first. */
  of(incidentId: string): Promise<Evidence[]> {
    return this.database.getRepository(Evidence).find({ where: { incidentId }, order: { id: 'DESC' } });
  }

  async byId(id: string): Promise<Evidence | null> {
    return isId(id) ? this.database.getRepository(Evidence).findOneBy({ id }) : null;
  }

  /** The bundle as it was made. */
  async text(id: string): Promise<string> {
    const found =
      isId(id) &&
      (await this.database
        .getRepository(Evidence)
        .findOne({ where: { id }, select: { id: true, text: true } }));
    if (!found) throw notFound('evidence');
    return found.text;
  }

  private async bundle(actor: Actor, incident: Incident, operationId: string): Promise<EvidenceBundle> {
    const chain = await this.facts.ledger();
    if (!chain) throw unreachable();
    const subject = await this.facts.subject(incident.id);
    const places = await this.facts.events(subject, chain.upTo);
    const bundle = {
      format: EVIDENCE_FORMAT,
      madeAt: new Date().toISOString(),
      chain,
      anchor: { operation: operationIdOf(operationId), party: actor.partyId },
      incident: incidentOf(incident),
      ...subject,
      transactions: await this.transactions(places, chain.contracts),
    } as const;
    return { ...bundle, hash: evidenceHash(bundle) };
  }

  private async transactions(
    places: readonly EventPlace[],
    contracts: GoodsAddresses,
  ): Promise<EvidenceTransaction[]> {
    const hashes = [...new Set(places.map(({ txHash }) => txHash))];
    const decoder = new EventDecoder(contracts);
    const transactions: EvidenceTransaction[] = [];
    try {
      for (let start = 0; start < hashes.length; start += AT_ONCE)
        for (const receipt of await this.rpc.receipts(hashes.slice(start, start + AT_ONCE)))
          transactions.push(await this.transaction(receipt, places, decoder));
    } catch (error) {
      if (error instanceof ChainUnreachable || error instanceof RpcError) throw unreachable();
      throw error;
    }
    return transactions;
  }

  private async transaction(
    receipt: Receipt | undefined,
    places: readonly EventPlace[],
    decoder: EventDecoder,
  ): Promise<EvidenceTransaction> {
    const block = receipt && (await this.rpc.block(receipt.blockNumber));
    if (!receipt || block?.hash !== receipt.blockHash) throw unreachable();
    const wanted = places.filter(({ txHash }) => txHash === receipt.transactionHash);
    return {
      hash: receipt.transactionHash,
      blockNumber: receipt.blockNumber,
      blockHash: receipt.blockHash,
      timestamp: block.timestamp,
      events: wanted.map(({ logIndex }) => eventOf(receipt, logIndex, decoder)),
    };
  }
}

function eventOf(receipt: Receipt, logIndex: number, decoder: EventDecoder): EvidenceEvent {
  const log = receipt.logs.find((one) => Number(one.logIndex) === logIndex);
  const event = log && decoder.decode(log);
  if (!event) throw unreachable();
  return {
    logIndex,
    address: log.address.toLowerCase() as Hex,
    topics: log.topics as Hex[],
    data: log.data as Hex,
    name: event.name,
    args: evidenceArgs(event),
  };
}

function incidentOf(incident: Incident): EvidenceBundle['incident'] {
  return {
    id: incident.id,
    title: incident.title,
    cause: incident.cause,
    status: incident.status,
    score: incident.score,
    scoreReason: incident.scoreReason,
    firstAt: incident.firstAt.toISOString(),
    lastAt: incident.lastAt.toISOString(),
    closingCode: incident.closingCode,
    closingNote: incident.closingNote,
  };
}

function countOf({ transactions }: EvidenceBundle): number {
  return transactions.reduce((sum, { events }) => sum + events.length, 0);
}

/** Also while the chain is being read anew: what the database remembers is not there yet. */
function unreachable(): DomainError {
  return new DomainError(
    'UNAVAILABLE',
    'The ledger cannot be read at the moment, and evidence without it proves nothing. Try again in a minute.',
  );
}
