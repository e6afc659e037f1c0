import { SerialCommitments } from '@custodia/merkle';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashOrder } from './page-hasher.js';
import { PAGE_SIZE, pageRoot } from './serial-page.js';

parentPort?.on('message', ({ id, secret, firstPage, pages }: HashOrder) => {
  const commitments = new SerialCommitments(secret);
  const subtrees = pages.map((page, n) => pageRoot(commitments, (firstPage + n) * PAGE_SIZE, page));
  const answer: HashAnswer = { id, subtrees };
  parentPort?.postMessage(answer);
});
