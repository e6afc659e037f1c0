/** The part of WebHID that scanners need (https://wicg.github.io/webhid/); TypeScript's DOM library does not have it. */
interface HIDReportItem {
  readonly usages?: readonly number[];
  readonly reportSize?: number;
  readonly reportCount?: number;
}

interface HIDReportInfo {
  readonly reportId?: number;
  readonly items?: readonly HIDReportItem[];
}

interface HIDCollectionInfo {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly children?: readonly HIDCollectionInfo[];
  readonly inputReports?: readonly HIDReportInfo[];
}

interface HIDDevice extends EventTarget {
  readonly productName: string;
  readonly opened: boolean;
  readonly collections: readonly HIDCollectionInfo[];
  open(): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
}

interface HIDInputReportEvent extends Event {
  readonly device: HIDDevice;
  readonly reportId: number;
  readonly data: DataView;
}

interface HID extends EventTarget {
  getDevices(): Promise<HIDDevice[]>;
  requestDevice(options: { filters: { usagePage: number; usage?: number }[] }): Promise<HIDDevice[]>;
}

interface Navigator {
  /** Missing outside Chromium and without a secure connection. */
  readonly hid?: HID;
}
