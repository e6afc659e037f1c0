import fc from 'fast-check';

/** Every run tries properties on the same draws: where one fails, something was changed. */
fc.configureGlobal({ seed: 2026 });
