import { createStore } from '@/lib/store';

/** The camera stays open from screen to screen until it is closed. */
export const cameraOpen = createStore(false);
