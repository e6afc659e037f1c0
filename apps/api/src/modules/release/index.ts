export { releaseApp } from './release-app.js';
