import { registerEnumType } from '@nestjs/graphql';

/**
 * A GraphQL enum from a list of words, whose names are also its values.
 * @returns what `@Field(() => …)` takes.
 */
export function wordEnum<const W extends string>(
  name: string,
  words: readonly W[],
  description?: string,
): { readonly [K in W]: K } {
  const values = Object.fromEntries(words.map((word) => [word, word])) as { [K in W]: K };
  registerEnumType(values, { name, ...(description && { description }) });
  return values;
}
