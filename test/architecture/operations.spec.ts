import ts from 'typescript';
import { expect, test } from 'vitest';
import { sources } from './sources.js';

const OPERATIONS = ['Query', 'Mutation', 'Subscription', 'Get', 'Post', 'Put', 'Patch', 'Delete', 'All'];
const files = sources('apps/api/src').map(({ path, text }) =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
);

const decorators = (node: ts.HasDecorators) =>
  (ts.getDecorators(node) ?? []).map(({ expression }) =>
    (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
  );

const classes = files.flatMap((file) =>
  file.statements.filter(ts.isClassDeclaration).map((declaration) => ({ file: file.fileName, declaration })),
);

const operations = classes.flatMap(({ file, declaration }) =>
  declaration.members.filter(ts.isMethodDeclaration).flatMap((method) => {
    const names = decorators(method);
    if (!names.some((name) => OPERATIONS.includes(name))) return [];
    return [{ where: `${file}: ${method.name.getText()}`, names }];
  }),
);

test('every operation of the API says whom it is open to', () => {
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.filter(({ names }) => !names.includes('Allow')).map(({ where }) => where)).toEqual([]);
});

test('what the database keeps and what the API shows are two declarations: a new column is not public', () => {
  const both = classes.filter(({ declaration }) => {
    const names = decorators(declaration);
    return names.includes('Entity') && names.some((name) => ['ObjectType', 'InputType'].includes(name));
  });
  expect(both.map(({ file }) => file)).toEqual([]);
});
