import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';

const FILE = fileURLToPath(new URL('../../apps/api/schema.graphql', import.meta.url));

/** What the schema still keeps to itself, by type. The list only gets shorter. */
const UNTOLD: readonly string[] = [
  'AccessRequest',
  'AccessRequestStatus',
  'AlertFinding',
  'AllowAccessInput',
  'AskAccessInput',
  'EpochWrap',
  'EpochWrapInput',
  'KeepKeybagInput',
  'PatientRecord',
  'PatientSession',
  'PatientSignInInput',
  'RecordCode',
  'RecordConsent',
  'RecordPairing',
  'RevokeAccessInput',
  'SignUpInput',
  'SignedConsentInput',
];

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

const typeOf = (place: string) => place.slice(0, place.indexOf('.'));

test('every field, argument and value of an enum says what it means', () => {
  expect(untold().filter((place) => !UNTOLD.includes(typeOf(place)))).toEqual([]);
});

test('what is told now leaves the list', () => {
  const silent = new Set(untold().map(typeOf));
  expect(UNTOLD.filter((type) => !silent.has(type))).toEqual([]);
});
