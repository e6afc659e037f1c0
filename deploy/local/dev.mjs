// npm run dev: like npm start, from the sources, restarting what changes.
import { requireNode } from './node-version.mjs';

requireNode();
const { launch } = await import('./launch.mjs');
await launch('dev');
