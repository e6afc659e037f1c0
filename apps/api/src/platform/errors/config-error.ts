export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(issues: readonly { path: PropertyKey[]; message: string }[]) {
    const lines = issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
    super(`Custodia cannot start with these settings:\n${lines.join('\n')}`);
  }
}
