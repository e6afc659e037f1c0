export { lettersFor } from './letters.js';
export { Paper, type Fact } from './paper.js';
