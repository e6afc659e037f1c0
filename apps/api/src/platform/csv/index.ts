export { csvRow } from './csv-row.js';
