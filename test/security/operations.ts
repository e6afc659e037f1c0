import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** A root field of the schema. */
export interface Operation {
  readonly name: string;
  /** Which of the ways to say a thing is meant, where there are several: a row of its own in the table. */
  readonly way: string | undefined;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** Asks for everything that the answer can say of itself, `DEPTH` levels deep. */
  readonly document: string;
  /** The places of ids among the arguments: `input.lotId`, `input.lines.itemId`. */
  readonly idPaths: readonly string[];
  /** Optional arguments that go with another way. */
  readonly leftOut: readonly string[];
}

/** Arguments of which one excludes the other. */
const WAYS: Record<string, Record<string, readonly string[]>> = {
  ship: {
    ranges: ['input.lines.sscc'],
    containers: ['input.lines.runId', 'input.lines.from', 'input.lines.to'],
  },
  returnGoods: {
    ranges: ['input.lines.sscc'],
    containers: ['input.lines.runId', 'input.lines.from', 'input.lines.to'],
  },
  auditEntries: { '': ['siteId'] },
  lots: { '': ['productId'] },
  owedBalances: { '': ['itemIds'] },
  packContainer: {
    ranges: ['input.children'],
    containers: ['input.ranges.runId', 'input.ranges.from', 'input.ranges.to'],
  },
  reportSupply: {
    lines: ['input.lineIds'],
    refused: [
      'input.basis',
      'input.contentKey',
      'input.fills.itemId',
      'input.fills.signature',
      'input.fills.upTo',
      'input.lines.itemId',
      'input.lines.quantity',
      'input.lines.scan',
      'input.prescriptionId',
    ],
  },
};

const DEPTH = 3;
/** Scalars that name a thing. */
const ID_TYPES = new Set(['ID', 'Gtin', 'Gln', 'Sscc']);

export function operationsOf(schema: GraphQLSchema): Operation[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      Object.entries(WAYS[field.name] ?? { '': [] }).map(([way, leftOut]) => ({
        name: field.name,
        way: way || undefined,
        kind,
        field,
        document: documentOf(kind, field),
        leftOut,
        idPaths: field.args
          .flatMap(({ name, type: argument }) => idPathsOf(argument, name))
          .filter((path) => !leftOut.includes(path)),
      })),
    ),
  );
}

function documentOf(kind: string, field: GraphQLField<unknown, unknown>): string {
  const declared = field.args
    // A variable that may be left out is how an argument keeps its default.
    .map(
      ({ name, type, defaultValue }) =>
        `$${name}: ${String(defaultValue === undefined ? type : getNullableType(type))}`,
    )
    .join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = given ? `${field.name}(${given})` : field.name;
  return `${kind}${declared && ` (${declared})`} { ${call}${selectionOf(field.type, DEPTH)} }`;
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) return ' { __typename }';
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const fields = Object.values(named.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .filter(({ type: of }) => isLeafType(getNamedType(of)) || depth > 1)
    .map((part) => `${part.name}${selectionOf(part.type, depth - 1)}`);
  return ` { ${['__typename', ...fields].join(' ')} }`;
}

function idPathsOf(type: GraphQLInputType, path: string): string[] {
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((part) => idPathsOf(part.type, `${path}.${part.name}`));
  }
  const isRunNumber = named.name === 'Int' && /runId$/i.test(path);
  return ID_TYPES.has(named.name) || isRunNumber ? [path] : [];
}

/** What to say for an argument: by its path, where something is said of that, else anything that its type allows. */
export type Say = (path: string) => unknown;

/** The variables of an operation: what it needs, and what is said of its optional arguments. */
export function variablesFor({ field }: Operation, say: Say): Record<string, unknown> {
  const given = field.args.map((argument) => {
    const value = valueOf(argument.type, argument.name, isRequiredArgument(argument), say);
    return [argument.name, value] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function valueOf(type: GraphQLInputType, path: string, required: boolean, say: Say): unknown {
  const said = say(path);
  if (said !== undefined) return getNamedType(type).name === 'Int' ? Number(said) : said;
  if (isNonNullType(type)) return valueOf(type.ofType, path, required, say);
  if (isListType(type)) {
    const item = valueOf(type.ofType, path, required, say);
    return item === undefined ? undefined : [item];
  }
  if (isInputObjectType(type)) {
    const partsOf = (needed: boolean) =>
      Object.values(type.getFields())
        .map(
          (part) =>
            [
              part.name,
              valueOf(part.type, `${path}.${part.name}`, needed && isRequiredInputField(part), say),
            ] as const,
        )
        .filter(([, value]) => value !== undefined);
    return required || partsOf(false).length > 0 ? Object.fromEntries(partsOf(true)) : undefined;
  }
  if (!required) return undefined;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  return ANY[type.name] ?? 'text';
}

const ANY: Record<string, unknown> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2029-06-30',
  DateTime: new Date(Date.now() + 3_600_000).toISOString(),
  Gln: '9524000000002',
  Gtin: '03689999999990',
};
