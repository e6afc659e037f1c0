/** What can go wrong with an embedded part. The message always says what happened and what to do. */
export type EmbeddedErrorCode =
  | 'PORT_TAKEN'
  | 'PORT_FORBIDDEN'
  | 'DISK_FULL'
  | 'DATA_FOLDER_BROKEN'
  | 'DATA_FOLDER_IN_USE'
  | 'DATA_FOLDER_FORBIDDEN'
  | 'DATA_FOLDER_OTHER_VERSION'
  | 'NO_UNPRIVILEGED_USER'
  | 'BINARY_MISSING'
  | 'NOT_SUPPORTED'
  | 'START_FAILED';

export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';

  constructor(
    readonly code: EmbeddedErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
