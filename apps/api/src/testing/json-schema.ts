/** As much of JSON Schema draft 7 as the schema of EPCIS uses. Formats are not checked, as the draft allows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Whether a value is what a schema asks for. */
export function fits(value: unknown, schema: Schema, root: Schema = schema): boolean {
  const check = (inner: unknown, one: Schema) => fits(inner, one, root);
  if (schema.$ref !== undefined) return check(value, definition(schema.$ref, root));
  return (
    (schema.type === undefined || isOf(schema.type, value)) &&
    (schema.enum?.includes(value) ?? true) &&
    (typeof value !== 'string' || textFits(value, schema)) &&
    (schema.allOf?.every((one) => check(value, one)) ?? true) &&
    (schema.anyOf?.some((one) => check(value, one)) ?? true) &&
    (schema.oneOf === undefined || schema.oneOf.filter((one) => check(value, one)).length === 1) &&
    (schema.not === undefined || !check(value, schema.not)) &&
    (!schema.if || !schema.then || !check(value, schema.if) || check(value, schema.then)) &&
    (!Array.isArray(value) || listFits(value, schema, check)) &&
    (!isObject(value) || objectFits(value, schema, check))
  );
}

type Check = (value: unknown, schema: Schema) => boolean;

/** Of the formats only that of names with a prefix, by which the schema tells extensions from misspelt names. */
function textFits(value: string, { pattern, format }: Schema): boolean {
  return (
    (pattern === undefined || new RegExp(pattern).test(value)) &&
    (format !== 'uri' || /^[a-z][\w+.-]*:/i.test(value))
  );
}

function listFits(value: unknown[], { items, minItems = 0, uniqueItems }: Schema, check: Check): boolean {
  const texts = value.map((one) => JSON.stringify(one));
  return (
    value.length >= minItems &&
    (!uniqueItems || new Set(texts).size === texts.length) &&
    (!items || value.every((one) => check(one, items)))
  );
}

function objectFits(value: Record<string, unknown>, schema: Schema, check: Check): boolean {
  const { required = [], properties = {}, propertyNames, additionalProperties } = schema;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(properties).every(
      ([name, one]) => !Object.hasOwn(value, name) || check(value[name], one),
    ) &&
    (!propertyNames || Object.keys(value).every((name) => check(name, propertyNames))) &&
    (additionalProperties !== false || Object.keys(value).every((name) => Object.hasOwn(properties, name)))
  );
}

function definition(ref: string, root: Schema): Schema {
  const name = decodeURIComponent(ref.replace('#/definitions/', ''));
  const found = root.definitions?.[name];
  if (!found) throw new Error(`The schema has no ${ref}`);
  return found;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
