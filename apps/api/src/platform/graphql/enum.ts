import { registerEnumType } from '@nestjs/graphql';

/**
 * A GraphQL enum from a list of words, whose names are also its values.
 * @param meanings what each word means; without them, the description has to say it.
 * @returns what `@Field(() => …)` takes.
 */
export function wordEnum<const W extends string>(
  name: string,
  words: readonly W[],
  description?: string,
  meanings?: { readonly [K in W]: string },
): { readonly [K in W]: K } {
  const values = Object.fromEntries(words.map((word) => [word, word])) as { [K in W]: K };
  const valuesMap = Object.fromEntries(words.map((word) => [word, { description: meanings?.[word] }]));
  registerEnumType(values, {
    name,
    ...(description && { description }),
    ...(meanings && { valuesMap: valuesMap as { [K in W]: { description: string } } }),
  });
  return values;
}
