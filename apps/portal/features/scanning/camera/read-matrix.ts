import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** Our own copy: the default address is a public CDN, which neither the policy nor a counter offline allows. */
const READER = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
prepareZXingModule({ overrides: { locateFile: () => READER } });

/** A code found in a picture. */
export interface FoundCode {
  /** As a scanner would send it: symbology identifier, then text with separators. */
  readonly text: string;
  /** The part of the error correction that was not needed, from 0 to 1: how well it is printed. Square codes only. */
  readonly spare?: number;
}

/** Square codes: packs and prescriptions. */
export const SQUARE_CODES: ReaderOptions['formats'] = ['DataMatrix', 'QRCode'];
/** Bar codes: labels of cartons and pallets, and shop codes, so that these can be named as wrong. */
export const BAR_CODES: ReaderOptions['formats'] = ['Code128', 'EAN13', 'EAN8', 'UPCA'];

/** Reads one code. */
export async function readMatrix(
  image: ImageData,
  formats: ReaderOptions['formats'] = SQUARE_CODES,
): Promise<FoundCode | undefined> {
  const [code] = await readBarcodes(image, {
    ...(formats ? { formats } : {}),
    // The default renders "(01)…", which is ambiguous where a serial has brackets.
    textMode: 'Plain',
    maxNumberOfSymbols: 1,
    tryHarder: true,
    tryRotate: true,
    // Light modules on a dark ground are allowed on packs.
    tryInvert: true,
  });
  if (!code) return undefined;
  const spare = unusedErrorCorrection(code.extra);
  return { text: code.symbologyIdentifier + code.text, ...(spare === undefined ? {} : { spare }) };
}

function unusedErrorCorrection(extra: string): number | undefined {
  if (extra === '') return undefined;
  const { UEC } = JSON.parse(extra) as { UEC?: unknown };
  const spare = Number(UEC);
  return UEC === undefined || Number.isNaN(spare) ? undefined : spare;
}
