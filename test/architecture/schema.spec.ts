import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';

const FILE = fileURLToPath(new URL('../../apps/api/schema.graphql', import.meta.url));

interface Told {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** What an integrator looks up and finds no word about. The one input of a mutation is told by its type. */
function untold(): string[] {
  const types = Object.values(buildSchema(readFileSync(FILE, 'utf8')).getTypeMap());
  const silent = (where: string, parts: readonly Told[]) =>
    parts.filter(({ description }) => !description?.trim()).map(({ name }) => `${where}.${name}`);
  return types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      if (isEnumType(type)) return silent(type.name, type.getValues());
      if (isInputObjectType(type)) return silent(type.name, Object.values(type.getFields()));
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      const fields = Object.values(type.getFields());
      return [
        ...silent(type.name, fields),
        ...fields.flatMap(({ name, args }) =>
          silent(
            `${type.name}.${name}`,
            args.filter((one) => one.name !== 'input'),
          ),
        ),
      ];
    });
}

test('every field, argument and value of an enum says what it means', () => {
  expect(untold()).toEqual([]);
});
