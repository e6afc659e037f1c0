export { bytesOfId, idOfBytes, isId, newId } from './new-id.js';
