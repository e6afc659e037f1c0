export { JobRunner } from './job-runner.js';
export { BackgroundJob, pause, type WorkerJob } from './worker-job.js';
