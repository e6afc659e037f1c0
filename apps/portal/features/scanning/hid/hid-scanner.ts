import { createStore } from '@/lib/store';
import { SCANNER_PAGE, scanAssembler, scanReportOf } from './hid-report';

/** The name of the scanner that is connected in HID mode. */
export const hidScanner = createStore<string | undefined>(undefined);

export const hidSupported = (): boolean => navigator.hid !== undefined;

/** Asks the user for a scanner. Only in answer to a click; the browser remembers the choice. */
export async function chooseHidScanner(): Promise<void> {
  await navigator.hid?.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] });
  reconnects.forEach((reconnect) => reconnect());
}

export async function forgetHidScanner(): Promise<void> {
  for (const device of (await navigator.hid?.getDevices()) ?? []) await device.forget();
  hidScanner.set(undefined);
}

const reconnects = new Set<() => void>();

/** Hears every scanner in HID mode that the user allowed, also those that are plugged in later. */
export function listenToHid(onText: (text: string) => void): () => void {
  const { hid } = navigator;
  if (!hid) return () => undefined;
  const closers = new Map<HIDDevice, () => void>();
  const connect = async (device: HIDDevice) => {
    const report = scanReportOf(device.collections);
    if (!report || closers.has(device)) return;
    const assemble = scanAssembler(report);
    const onReport = (event: Event) => {
      const { reportId, data } = event as HIDInputReportEvent;
      const text = reportId === report.reportId ? assemble(data) : undefined;
      if (text) onText(text);
    };
    closers.set(device, () => device.removeEventListener('inputreport', onReport));
    device.addEventListener('inputreport', onReport);
    if (!device.opened) await device.open();
    hidScanner.set(device.productName);
  };
  const connectAll = () =>
    void hid.getDevices().then(async (devices) => {
      for (const device of devices)
        // Another program may hold it; the keyboard way still works then.
        await connect(device).catch((error: unknown) => console.error('The scanner did not open:', error));
    });
  const onGone = (event: Event) => {
    const { device } = event as HIDInputReportEvent;
    closers.get(device)?.();
    closers.delete(device);
    if (closers.size === 0) hidScanner.set(undefined);
  };
  reconnects.add(connectAll);
  hid.addEventListener('connect', connectAll);
  hid.addEventListener('disconnect', onGone);
  connectAll();
  return () => {
    reconnects.delete(connectAll);
    hid.removeEventListener('connect', connectAll);
    hid.removeEventListener('disconnect', onGone);
    closers.forEach((close) => close());
    closers.clear();
  };
}
