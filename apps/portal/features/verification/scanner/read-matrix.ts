import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** Our own copy: the default address is a public CDN, which neither the policy nor a counter offline allows. */
const READER = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
prepareZXingModule({ overrides: { locateFile: () => READER } });

/** Reads one DataMatrix or QR code, as a scanner would send it: symbology identifier, then text with separators. */
export async function readMatrix(image: ImageData): Promise<string | undefined> {
  const [code] = await readBarcodes(image, {
    formats: ['DataMatrix', 'QRCode'],
    // The default renders "(01)…", which is ambiguous where a serial has brackets.
    textMode: 'Plain',
    maxNumberOfSymbols: 1,
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
  });
  return code && code.symbologyIdentifier + code.text;
}
