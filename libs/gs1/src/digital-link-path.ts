import { aiDefinition } from './ai-dictionary.js';

/**
 * Names that Digital Link 1.0 and 1.1 allowed instead of AIs and later versions withdrew. The GTIN's is apart:
 * a medicine pack is named by its GTIN, and no label made by a withdrawn version is taken for a pack unasked.
 */
const WITHDRAWN_NAMES: Record<string, string> = {
  itip: '8006',
  gmn: '8013',
  cpid: '8010',
  gln: '414',
  party: '417',
  payTo: '415',
  gsrnp: '8017',
  gsrn: '8018',
  gcn: '255',
  sscc: '00',
  gdti: '253',
  ginc: '401',
  gsin: '402',
  grai: '8003',
  giai: '8004',
  cpv: '22',
  lot: '10',
  ser: '21',
  cpsn: '8011',
  glnx: '254',
  refno: '8020',
  srin: '8019',
};

/** The AI that a path segment names, or undefined. */
export function pathAi(segment: string, withdrawn: boolean): string | undefined {
  if (aiDefinition(segment)) return segment;
  if (segment === 'gtin') return withdrawn ? '01' : undefined;
  return Object.hasOwn(WITHDRAWN_NAMES, segment) ? WITHDRAWN_NAMES[segment] : undefined;
}

/** True when the AIs are a key and some of its qualifiers in the order that the standard gives them. */
export function isKeySequence(ais: readonly string[]): boolean {
  const [key, ...qualifiers] = ais;
  const orders = key === undefined ? undefined : aiDefinition(key)?.linkQualifiers;
  return orders?.some((order) => isSubsequence(qualifiers, order)) ?? false;
}

function isSubsequence(list: readonly string[], order: readonly string[]): boolean {
  let at = 0;
  for (const item of list) {
    at = order.indexOf(item, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** True when the AI could be put into the path: a reader must not have to look for it in the query. */
export function belongsInPath(ai: string, path: readonly string[]): boolean {
  return path.some((_, i) => isKeySequence([...path.slice(0, i + 1), ai, ...path.slice(i + 1)]));
}

/** The qualifiers of the key that the data can fill: the longest order wins, on a tie the one listed first. */
export function qualifiersFor(key: string, present: ReadonlySet<string>): readonly string[] {
  let best: readonly string[] = [];
  for (const order of aiDefinition(key)?.linkQualifiers ?? []) {
    const filled = order.filter((ai) => present.has(ai));
    if (filled.length > best.length) best = filled;
  }
  return best;
}
