/** What went wrong, for programs; the message says it for people. */
export type VaultCode =
  | 'MALFORMED'
  | 'NOT_CANONICAL'
  | 'UNKNOWN_VERSION'
  | 'UNKNOWN_SUITE'
  | 'WRONG_KEY'
  | 'WRONG_SIGNATURE'
  | 'WRONG_PATIENT'
  | 'WEAK_PASSPHRASE'
  | 'WRONG_PASSPHRASE'
  | 'RECOVERY_CODE_LENGTH'
  | 'RECOVERY_CODE_CHARACTER'
  | 'RECOVERY_CODE_GROUP'
  | 'WRONG_RECOVERY_CODE'
  | 'WRONG_PASSKEY'
  | 'UNLOCKER_MISSING'
  | 'TOO_FEW_UNLOCKERS'
  | 'KEYBAG_ROLLED_BACK'
  | 'KEYBAG_ALTERED'
  | 'TOO_FEW_SHARES'
  | 'WRONG_SHARE'
  | 'DIRECTORY_NOT_AGREED'
  | 'UNKNOWN_EPOCH'
  | 'UNKNOWN_NODE'
  | 'WRONG_CONTENT_KEY'
  | 'ENTRY_UNREADABLE'
  | 'FILE_DAMAGED'
  | 'WRONG_COMMITMENT';

/** The one kind of failure of this library. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly code: VaultCode,
    message: string,
    /** Which of several is meant, where there are several: the group of a code, the node of a share. */
    readonly which?: number | string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The same failure for whatever a cryptographic library throws: why it failed is nobody's business. */
export async function orFail<T>(
  work: () => Promise<T>,
  code: VaultCode,
  message: string,
  which?: number | string,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new VaultError(code, message, which, { cause });
  }
}
