import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator } from 'playwright-core';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const reader = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
// Its default is to fetch the reader from a public server.
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(reader)).buffer } });

/** What a scanner held before the screen reads, identifier in front; empty where it reads nothing. */
export async function readDrawn(drawn: Locator): Promise<string> {
  const png = await drawn.screenshot({ type: 'png' });
  const [code] = await readBarcodes(new Blob([new Uint8Array(png)]), {
    formats: ['DataMatrix', 'QRCode'],
    textMode: 'Plain',
    tryHarder: true,
  });
  return code ? code.symbologyIdentifier + code.text : '';
}
