/** Bar code scanners (USB HID Point of Sale Usage Tables 1.02, section 3). */
export const SCANNER_PAGE = 0x8c;

const USAGE = {
  /** Generic Desktop "Byte Count": how many bytes of the data are used. */
  length: 0x0001003b,
  symbology: [0x008c00fb, 0x008c00fc, 0x008c00fd],
  data: 0x008c00fe,
  continued: 0x008c00ff,
} as const;

/** Where the fields of the report "scanned data" are, in bytes (`continued`: in bits). */
export interface ScanReport {
  readonly reportId: number;
  readonly length: number | undefined;
  readonly symbology: readonly number[];
  readonly data: { readonly at: number; readonly size: number };
  readonly continued: number | undefined;
}

/** Finds the report by which a scanner sends what it read; undefined where the device has none. */
export function scanReportOf(collections: readonly HIDCollectionInfo[]): ScanReport | undefined {
  for (const { inputReports = [], children = [] } of collections) {
    for (const report of inputReports) {
      const layout = layoutOf(report);
      if (layout) return layout;
    }
    const nested = scanReportOf(children);
    if (nested) return nested;
  }
  return undefined;
}

/** Items lie one behind the other without gaps; the last usage of an item stands for all its further elements. */
function layoutOf({ reportId = 0, items = [] }: HIDReportInfo): ScanReport | undefined {
  const places = new Map<number, { bit: number; bits: number }>();
  let bit = 0;
  for (const { usages = [], reportSize = 0, reportCount = 0 } of items) {
    for (const [index, usage] of usages.entries()) {
      const last = index === usages.length - 1;
      const bits = reportSize * (last ? reportCount - index : 1);
      places.set(usage, { bit: bit + index * reportSize, bits });
    }
    bit += reportSize * reportCount;
  }
  const data = places.get(USAGE.data);
  if (!data) return undefined;
  const byteOf = (usage: number) => {
    const place = places.get(usage);
    return place === undefined ? undefined : place.bit / 8;
  };
  return {
    reportId,
    length: byteOf(USAGE.length),
    symbology: USAGE.symbology.flatMap((usage) => byteOf(usage) ?? []),
    data: { at: data.bit / 8, size: data.bits / 8 },
    continued: places.get(USAGE.continued)?.bit,
  };
}

/**
 * Puts the reports of a scan together: a long code takes several, and each but the last says that more follows. Gives the
 * scan's text when it is whole, symbology identifier in front.
 */
export function scanAssembler(report: ScanReport): (data: DataView) => string | undefined {
  let identifier = '';
  let bytes: number[] = [];
  return (data) => {
    if (bytes.length === 0)
      identifier = report.symbology.map((at) => String.fromCharCode(data.getUint8(at))).join('');
    const used = report.length === undefined ? report.data.size : data.getUint8(report.length);
    for (let i = 0; i < Math.min(used, report.data.size); i++) bytes.push(data.getUint8(report.data.at + i));
    if (report.continued !== undefined && bitAt(data, report.continued)) return undefined;
    const text = new TextDecoder().decode(new Uint8Array(bytes)).replace(/[\r\n\0]+$/, '');
    bytes = [];
    // A device that does not know the symbology leaves the fields empty.
    return /^\][A-Za-z][0-9A-Za-z]$/.test(identifier) ? identifier + text : text;
  };
}

function bitAt(data: DataView, bit: number): boolean {
  return ((data.getUint8(bit >> 3) >> (bit & 7)) & 1) === 1;
}
