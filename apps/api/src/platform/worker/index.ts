export { JobRunner } from './job-runner.js';
export { BackgroundJob, every, pause, type WorkerJob } from './worker-job.js';
