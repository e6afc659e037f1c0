import { createStore } from '@/lib/store';

/** Whether the dialog that changes the operator is open. */
export const operatorSwitchOpen = createStore(false);

export function openOperatorSwitch(): void {
  operatorSwitchOpen.set(true);
}
