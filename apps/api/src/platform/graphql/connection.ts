import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType, type FieldMiddleware } from '@nestjs/graphql';
import { DomainError } from '../errors/index.js';

const MOST = 100;
const USUAL = 25;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: USUAL, description: `How many, at most ${MOST}.` })
  first: number = USUAL;

  @Field(() => String, { nullable: true, description: 'The cursor after which to go on.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list (Relay’s cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What `after` takes for the next page; null on an empty page.',
  })
  endCursor!: string | null;
}

/** A page of a list. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  /** A number, or a function that counts, called only when a client asks. */
  readonly totalCount: number | (() => Promise<number>);
}

/** The GraphQL type of a list of things: `export const LotConnection = Connection('Lot', () => LotType)`. */
export function Connection<N>(name: string, node: () => Type<N>): Type<Page<N>> {
  @ObjectType(`${name}Edge`, { description: 'One of a list, with its place in it.' })
  class Edge {
    @Field(() => String, { description: 'What `after` takes to go on behind it.' })
    cursor!: string;

    @Field(node, { description: 'The thing itself.' })
    node!: N;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class ConnectionType {
    @Field(() => [Edge], { description: 'The page, each with its cursor.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The page without cursors.' })
    nodes!: N[];

    @Field(() => PageInfo, { description: 'Whether and where the list goes on.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      middleware: [counted],
      description: 'How many the whole list has; counted when asked for.',
    })
    totalCount!: number;
  }
  return ConnectionType as unknown as Type<Page<N>>;
}

/** Nest's field resolver hands a function on instead of calling it. */
const counted: FieldMiddleware = async (_, next) => {
  const total = (await next()) as Page<unknown>['totalCount'];
  return typeof total === 'function' ? total() : total;
};

/** What a query needs to know of a page. `limit` is one more than asked for: it tells whether there is a next page. */
export interface PageRequest {
  readonly first: number;
  readonly limit: number;
  /** The sort key of the last row of the page before, as `pageOf` got it. */
  readonly after: string | null;
}

/** @throws DomainError BAD_INPUT when `first` is out of range or `after` is no cursor of ours. */
export function pageRequest({ first, after }: PageArgs): PageRequest {
  if (first < 1 || first > MOST) throw new DomainError('BAD_INPUT', `first must be 1 to ${MOST}.`);
  return { first, limit: first + 1, after: after ? readCursor(after) : null };
}

/** Makes a page of rows that were read with `limit`; `keyOf` gives the sort key of a row. */
export function pageOf<T>(
  request: PageRequest,
  rows: readonly T[],
  keyOf: (row: T) => string,
  totalCount: Page<T>['totalCount'],
): Page<T> {
  const edges = rows.slice(0, request.first).map((node) => ({ cursor: writeCursor(keyOf(node)), node }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: rows.length > request.first, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

const CURSOR_MARK = 'k:';

function writeCursor(key: string): string {
  return Buffer.from(CURSOR_MARK + key).toString('base64url');
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(CURSOR_MARK) || text.includes('\0')) {
    throw new DomainError('BAD_INPUT', 'after is not a cursor that this list gave out.');
  }
  return text.slice(CURSOR_MARK.length);
}
