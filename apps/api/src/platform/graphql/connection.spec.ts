import { describe, expect, it } from 'vitest';
import { pageOf, pageRequest, type PageArgs } from './connection.js';

const NAMES = ['ada', 'ben', 'cyd', 'dan', 'eve'];

function read(args: PageArgs) {
  const request = pageRequest(args);
  const rows = NAMES.filter((name) => request.after === null || name > request.after).slice(0, request.limit);
  return pageOf(request, rows, (name) => name, NAMES.length);
}

describe('pages of a list', () => {
  it('refuse sizes out of range and cursors of somebody else', () => {
    for (const first of [0, -1, 101])
      expect(() => read({ first })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    for (const after of ['x', 'YmVu', Buffer.from('k:a\0').toString('base64url')]) {
      expect(() => read({ first: 2, after })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    }
  });

  it('follow one another without gap or overlap, and the last says that it is', () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: ReturnType<typeof read> = read({ first: 2, after });
      expect(page.edges.map(({ node }) => node)).toEqual(page.nodes);
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(NAMES);
  });

  it('are empty without a cursor for an empty list', () => {
    const page = pageOf(pageRequest({ first: 5 }), [], String, 0);
    expect(page).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
    });
  });
});
