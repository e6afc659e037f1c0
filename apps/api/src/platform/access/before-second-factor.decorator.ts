import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const BEFORE_SECOND_FACTOR = 'custodia:before-second-factor';

/** Open to who has yet to show a second factor: what it takes to set one up and to show it, and to leave. */
export function BeforeSecondFactor(): CustomDecorator {
  return SetMetadata(BEFORE_SECOND_FACTOR, true);
}
