/** Why a whole file was refused, as against single lines of it. */
export type SerialFileErrorCode =
  'FILE_EMPTY' | 'FILE_ENCODING' | 'FILE_NOT_TEXT' | 'FILE_COLUMNS' | 'FILE_TOO_LONG';

/** A serial list that cannot be read as one. The message says what to do about it. */
export class SerialFileError extends Error {
  override readonly name = 'SerialFileError';

  constructor(
    readonly code: SerialFileErrorCode,
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
