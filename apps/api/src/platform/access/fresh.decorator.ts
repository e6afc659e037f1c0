import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const FRESH = 'custodia:fresh';

/**
 * What nobody may do at a screen that somebody else left open: it asks for a password, a code or a passkey of the last
 * five minutes.
 */
export function Fresh(): CustomDecorator {
  return SetMetadata(FRESH, true);
}
