import { createStore } from '@/lib/store';

/** Whether the event stream from the API is open: live, or screens ask again by themselves. */
export const streamConnected = createStore(false);
