import type { AbiParameter, AbiRecord, ContractName, EventOf } from './abi-types.js';
import { ledgerAbis, ledgerInterfaces } from './abis.js';
import type { LedgerAddresses } from './addresses.js';
import { fromHex, type Hex } from './bytes.js';
import { unpackOrder, type DispenseItem } from './dispense-order.js';

/** A log as JSON-RPC gives it. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** What `Dispensed` tells: what was asked, and the prescription item (zero for none). Its day is the block's. */
export type Dispensed = DispenseItem & { readonly item: Hex };

type DecodedEvent<C extends ContractName, E> = E extends {
  readonly name: infer N extends string;
  readonly inputs: infer I extends readonly AbiParameter[];
}
  ? {
      readonly contract: C;
      readonly name: N;
      readonly args: N extends 'Dispensed' ? Dispensed : AbiRecord<I>;
    }
  : never;

type EventsOf<C extends ContractName> = C extends ContractName ? DecodedEvent<C, EventOf<C>> : never;

/** Everything that the ledger reports, told apart by `contract` and `name`. */
export type LedgerEvent = EventsOf<ContractName>;

export type LedgerEventName = LedgerEvent['name'];

interface EventShape {
  name: string;
  fields: readonly AbiParameter[];
}

/** Reads the logs of one consortium's contracts. */
export class EventDecoder {
  private readonly shapes = new Map<string, { contract: ContractName; shape: EventShape }>();

  constructor(addresses: LedgerAddresses) {
    for (const contract of Object.keys(ledgerAbis) as ContractName[]) {
      const address = addresses[contract]?.toLowerCase();
      if (!address) continue;
      ledgerInterfaces[contract].forEachEvent((fragment) => {
        const fields = fragment.inputs.map(({ name, type, indexed }) => ({
          name,
          type,
          indexed: indexed === true,
        }));
        const key = address + fragment.topicHash;
        this.shapes.set(key, { contract, shape: { name: fragment.name, fields } });
      });
    }
  }

  /**
   * The event that a log reports, or undefined if the log is not of our contracts.
   * Reads the words directly, since ethers' general decoder is several times slower than the database that the
   * events go to. A spec holds it equal to ethers.
   */
  decode(log: RawLog): LedgerEvent | undefined {
    const known = this.shapes.get(log.address.toLowerCase() + log.topics[0]);
    if (!known) return undefined;
    const args: Record<string, unknown> = {};
    let topic = 1;
    let word = 2;
    for (const { name, type, indexed } of known.shape.fields) {
      if (type === 'uint256') {
        Object.assign(args, unpackOrder(log.data.slice(word, word + 64)));
      } else if (indexed) {
        args[name] = readWord(type, log.topics[topic++] ?? '', 2);
      } else {
        args[name] = type === 'string' ? readString(log.data, word) : readWord(type, log.data, word);
        word += 64;
      }
    }
    return { contract: known.contract, name: known.shape.name, args } as unknown as LedgerEvent;
  }
}

/** `start` is the position of the word's first digit. */
function readWord(type: string, text: string, start: number): unknown {
  if (text.length < start + 64) throw new RangeError('The log is shorter than its event.');
  switch (type) {
    case 'bytes32':
      return `0x${text.slice(start, start + 64)}`;
    case 'bytes16':
      return `0x${text.slice(start, start + 32)}`;
    case 'bytes4':
      return `0x${text.slice(start, start + 8)}`;
    case 'address':
      return `0x${text.slice(start + 24, start + 64)}`;
    case 'bool':
      return text.charCodeAt(start + 63) === 49;
    case 'uint8':
    case 'uint16':
    case 'uint32':
      return parseInt(text.slice(start + 56, start + 64), 16);
    case 'uint64':
    case 'uint72':
      return BigInt(`0x${text.slice(start, start + 64)}`);
    default:
      throw new RangeError(`No event of the ledger has a ${type}.`);
  }
}

function readString(data: string, start: number): string {
  const offset = 2 + 2 * parseInt(data.slice(start + 48, start + 64), 16);
  const length = parseInt(data.slice(offset + 48, offset + 64), 16);
  const text: Hex = `0x${data.slice(offset + 64, offset + 64 + 2 * length)}`;
  return new TextDecoder().decode(fromHex(text));
}
