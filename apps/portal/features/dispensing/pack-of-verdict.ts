import type { Verdict, VerdictName } from '@/features/verification/verification.documents';
import type { BasketPack } from './basket';

/** The pack that a verdict lets into the basket, or undefined where it does not. */
export function packOfVerdict(verdict: Verdict, scan: string): BasketPack | undefined {
  const { product, scan: read, lotNumber, expiry } = verdict;
  if (!product || !read?.gtin || !read.serial) return undefined;
  const content = contentOf(verdict);
  if (content === undefined) return undefined;
  return {
    key: `${read.gtin} ${read.serial}`,
    scan,
    product,
    serial: read.serial,
    lotNumber: lotNumber ?? read.lot ?? '',
    expiry: expiry ?? read.expiry,
    content,
    quantity: content,
    itemId: undefined,
    substitutionReason: '',
    daysLeft: soon(verdict.daysLeft),
    override: '',
    reportOnly: false,
  };
}

/** A pack that was handed out although its card says no: it can be put into a report. */
export function reportedPack(verdict: Verdict, scan: string): BasketPack | undefined {
  const { product, scan: read, lotNumber, expiry } = verdict;
  if (!product || !read?.gtin || !read.serial || verdict.light !== 'RED') return undefined;
  if (!REPORTABLE.has(verdict.__typename)) return undefined;
  return {
    key: `${read.gtin} ${read.serial}`,
    scan,
    product,
    serial: read.serial,
    lotNumber: lotNumber ?? read.lot ?? '',
    expiry: expiry ?? read.expiry,
    content: product.packQuantity,
    quantity: product.packQuantity,
    itemId: undefined,
    substitutionReason: '',
    daysLeft: undefined,
    override: '',
    reportOnly: true,
  };
}

/** Packs that the maker registered: a supply of any other cannot be written down. */
const REPORTABLE = new Set<VerdictName>([
  'Recalled',
  'Held',
  'Expired',
  'NotInCustody',
  'DispensedElsewhere',
  'Decommissioned',
]);

/** Days within which a supply needs a reason, as the API asks for one; an opened bottle has no card that says so. */
const SOON_DAYS = 30;

function soon(daysLeft: number | null): number | undefined {
  return daysLeft !== null && daysLeft <= SOON_DAYS ? daysLeft : undefined;
}

function contentOf(verdict: Verdict): number | undefined {
  switch (verdict.__typename) {
    case 'PackOk':
    case 'ExpiresSoon':
      return verdict.content;
    case 'OpenedBottle':
      return verdict.bottleLeft ?? undefined;
    case 'NotInCustody':
      // Where the market does not require custody, the pack is claimed as it is dispensed.
      return verdict.code === 'NOT_DELIVERED' ? verdict.product?.packQuantity : undefined;
    default:
      return undefined;
  }
}
