import {
  GraphQLError,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** How much one operation may ask for. The portal's largest uses a third of it. */
export interface QueryLimits {
  readonly depth: number;
  /** Fields under another name: the way to ask the same thing many times. */
  readonly aliases: number;
  /** Fields that may have to be answered, with lists as long as they are asked for. */
  readonly cost: number;
  readonly rootFields: number;
}

export const QUERY_LIMITS: QueryLimits = { depth: 12, aliases: 30, cost: 50_000, rootFields: 10 };

/** A list whose length nobody names. */
const USUAL_LENGTH = 10;
/** A page whose length nobody names, and one whose length only a variable says (connection.ts). */
const USUAL = 25;
const MOST = 100;

interface Measure {
  depth: number;
  aliases: number;
  cost: number;
}

/** Refuses operations that are too deep, too wide or too dear, before anything of them runs. */
export function withinLimits(limits: QueryLimits = QUERY_LIMITS): ValidationRule {
  return (context) => ({
    OperationDefinition(node) {
      const root = context.getSchema().getRootType(node.operation);
      if (!root) return;
      const fields = rootFields(context, node.selectionSet);
      const { depth, aliases, cost } = measure(context, root, node.selectionSet, new Map());
      const refuse = (what: string, most: number) =>
        context.reportError(
          new GraphQLError(`This operation ${what} (at most ${most}). Ask for less at once.`, {
            nodes: node,
            extensions: { code: 'BAD_INPUT' },
          }),
        );
      if (fields > limits.rootFields) refuse('asks for too many things', limits.rootFields);
      if (depth > limits.depth) refuse('is nested too deeply', limits.depth);
      if (aliases > limits.aliases) refuse('gives too many fields other names', limits.aliases);
      if (cost > limits.cost) refuse('asks for too much', limits.cost);
    },
  });
}

function rootFields(context: ValidationContext, { selections }: SelectionSetNode): number {
  return selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum + rootFields(context, selection.selectionSet);
    return sum + (context.getFragment(selection.name.value)?.selectionSet.selections.length ?? 0);
  }, 0);
}

function measure(
  context: ValidationContext,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  fragments: Map<string, Measure>,
): Measure {
  const sum: Measure = { depth: 0, aliases: 0, cost: 0 };
  const add = (part: Measure, times = 1, deeper = 0): void => {
    sum.depth = Math.max(sum.depth, part.depth + deeper);
    sum.aliases += part.aliases;
    sum.cost += part.cost * times;
  };
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      add(fieldMeasure(context, type, selection, fragments), 1, 1);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition && context.getSchema().getType(selection.typeCondition.name.value);
      add(measure(context, isCompositeType(on) ? on : type, selection.selectionSet, fragments));
    } else {
      add(fragmentMeasure(context, type, selection.name.value, fragments));
    }
  }
  return sum;
}

/** Each fragment is measured once: fragments that name each other twice would take twice as long with each. */
function fragmentMeasure(
  context: ValidationContext,
  type: GraphQLCompositeType,
  name: string,
  fragments: Map<string, Measure>,
): Measure {
  const known = fragments.get(name);
  if (known) return known;
  const nothing: Measure = { depth: 0, aliases: 0, cost: 0 };
  // A circle of fragments is refused by a rule of its own.
  fragments.set(name, nothing);
  const fragment = context.getFragment(name);
  if (!fragment) return nothing;
  const on = context.getSchema().getType(fragment.typeCondition.name.value);
  const measured = measure(context, isCompositeType(on) ? on : type, fragment.selectionSet, fragments);
  fragments.set(name, measured);
  return measured;
}

function fieldMeasure(
  context: ValidationContext,
  type: GraphQLCompositeType,
  node: FieldNode,
  fragments: Map<string, Measure>,
): Measure {
  const aliases = node.alias && node.alias.value !== node.name.value ? 1 : 0;
  const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  const named = field && getNamedType(field.type);
  if (!field || !node.selectionSet || !isCompositeType(named)) return { depth: 0, aliases, cost: 1 };
  const inner = measure(context, named, node.selectionSet, fragments);
  const length = lengthOf(type, field.type, node);
  return { depth: inner.depth, aliases: aliases + inner.aliases, cost: 1 + inner.cost * length };
}

const CONNECTION = /Connection$/;

/** How many things a field may answer: as many as are asked for; the lists of a page are as long as the page. */
function lengthOf(
  parent: GraphQLCompositeType,
  type: GraphQLOutputType,
  { arguments: given = [] }: FieldNode,
): number {
  const first = given.find(({ name }) => name.value === 'first')?.value;
  // What is below one is refused where it is read: here it must not pay for the rest.
  if (first) return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : MOST;
  if (CONNECTION.test(getNamedType(type).name)) return USUAL;
  return isList(type) && !CONNECTION.test(parent.name) ? USUAL_LENGTH : 1;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
