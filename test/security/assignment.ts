import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Operation } from './operations.js';

/** What a body would say more to be somebody else's, of another state, or more than it may be; and what no type has. */
const SMUGGLED = ['siteId', 'userId', 'status', 'permissions', 'constructor', 'smuggled'] as const;

/** The places of objects among the arguments: `input`, `input.lines`. */
export function objectsOf({ field }: Operation): string[] {
  return field.args.flatMap(({ name, type }) => placesOf(type, name));
}

function placesOf(type: GraphQLInputType, at: string): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return [
    at,
    ...Object.values(named.getFields()).flatMap((part) => placesOf(part.type, `${at}.${part.name}`)),
  ];
}

/** Variables that have fields beside those of the type, at this place; and how the answer should name them. */
export function smuggling(
  { field }: Operation,
  place: string,
): { variables: Record<string, unknown>; fields: string[] } {
  const fields: string[] = [];
  const said = (type: GraphQLInputType, at: string): unknown => {
    if (isNonNullType(type)) return said(type.ofType, at);
    if (isListType(type)) return [said(type.ofType, at)];
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (!isInputObjectType(type)) return type.name === 'Boolean' ? true : type.name === 'String' ? 'text' : 1;
    const known = type.getFields();
    const parts = Object.values(known)
      .filter((part) => isRequiredInputField(part) || `${place}.`.startsWith(`${at}.${part.name}.`))
      .map((part) => [part.name, said(part.type, `${at}.${part.name}`)]);
    if (at !== place) return Object.fromEntries(parts);
    const more = SMUGGLED.filter((name) => !Object.hasOwn(known, name));
    fields.push(...more.map((name) => `Field "${name}" is not defined by type "${type.name}"`));
    return Object.fromEntries([...parts, ...more.map((name) => [name, 'text'])]);
  };
  const variables = Object.fromEntries(field.args.map(({ name, type }) => [name, said(type, name)]));
  return { variables, fields };
}

/** The document with an argument that the operation does not have. */
export function withOneMore({ name, document }: Operation): string {
  const call = new RegExp(`([{] ${name})(?:\\((.*?)\\))?(?= [{}])`);
  return document.replace(call, (_, begin: string, given?: string) => {
    return `${begin}(${given === undefined ? '' : `${given}, `}smuggled: "text")`;
  });
}
