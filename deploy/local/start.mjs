// npm start: the built Custodia on this machine, with a seeded demo.
import { requireNode } from './node-version.mjs';

requireNode();
const { launch } = await import('./launch.mjs');
await launch('start');
