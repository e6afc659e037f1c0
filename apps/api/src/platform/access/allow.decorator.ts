import type { Permission } from '@custodia/access';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Whom an operation is open to: holders of a permission, everybody signed in, or everybody. */
export type Allowance = Permission | 'signed-in' | 'public';

export const ALLOWANCE = 'custodia:allow';

/** Every query, mutation, subscription and controller method carries this; what does not is refused. */
export function Allow(allowance: Allowance): CustomDecorator {
  return SetMetadata(ALLOWANCE, allowance);
}
