/** Fields of our own in an event, under the prefix `custodia`. */
export const CUSTODIA_NAMESPACE = 'https://custodia.example/epcis/';

export type Action = 'ADD' | 'OBSERVE' | 'DELETE';
export type Extension = `custodia:${string}`;

export interface BizTransaction {
  readonly type: string;
  readonly bizTransaction: string;
}
export interface Source {
  readonly type: string;
  readonly source: string;
}
export interface Destination {
  readonly type: string;
  readonly destination: string;
}

/** What all our events have, in the JSON-LD of EPCIS 2.0: words of the CBV are bare, our own have a prefix. */
interface Told {
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly action: Action;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set?: readonly string[]; readonly unset?: readonly string[] };
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly bizTransactionList?: readonly BizTransaction[];
  readonly sourceList?: readonly Source[];
  readonly destinationList?: readonly Destination[];
  readonly errorDeclaration?: { readonly declarationTime: string; readonly reason: string };
  readonly [extension: Extension]: string | number | boolean;
}

/** A pack by itself. */
export interface ObjectEvent extends Told {
  readonly type: 'ObjectEvent';
  readonly epcList: readonly string[];
  readonly ilmd?: { readonly [attribute: `cbvmda:${string}`]: string };
}

/** A pack in its carton or pallet. */
export interface AggregationEvent extends Told {
  readonly type: 'AggregationEvent';
  readonly parentID: string;
  readonly childEPCs: readonly string[];
}

export type EpcisEvent = ObjectEvent | AggregationEvent;
