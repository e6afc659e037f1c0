import ts from 'typescript';
import { sources } from './sources.js';

/** An action that a unit of work is run under. */
export interface RunAction {
  readonly action: string;
  readonly where: string;
  /** Whether an entry of the trail comes of it: always where a person acts, where the node acts if it says so. */
  readonly written: boolean;
}

/** Which argument of a unit of work is its action. */
const ACTION_AT: Readonly<Record<string, number>> = { run: 1, once: 1, onceEach: 0 };

/** Files without any of these say nothing of the trail. */
const CONCERNS = /work\b|audit\(|systemActor\(/;

/** Every action that code of the API can write into the trail. @throws Error where one cannot be told from the source */
export function auditActions(): RunAction[] {
  return files().flatMap(actionsIn);
}

/** What entries of the trail can be about, and what can stand in their details, as far as the sources show it. */
export function auditEntries(): { subjects: string[]; details: string[] } {
  const calls = files().flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      const isAudit =
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'audit';
      return isAudit ? [{ file, given: node.arguments }] : [];
    }),
  );
  const subjects = calls.flatMap(({ file, given: [subject] }) =>
    subject ? propertiesOf(subject, file, 'type').flatMap((type) => textsOf(type, file)) : [],
  );
  const details = calls.flatMap(({ file, given: [, about] }) => (about ? namesIn(about, file) : []));
  return { subjects: sorted(subjects), details: sorted(details) };
}

/** What parts of the node are called, who acts by itself. */
export function auditSystems(): string[] {
  return sorted(
    files().flatMap((file) =>
      nodesOf(file).flatMap((node) => {
        if (!ts.isCallExpression(node) || node.expression.getText() !== 'systemActor') return [];
        const [name] = node.arguments;
        if (!name) return [];
        return name.getText() === 'this.name' ? nameOfClass(file) : textsOf(name, file);
      }),
    ),
  );
}

const sorted = (texts: string[]) => [...new Set(texts)].sort();

let read: readonly ts.SourceFile[] | undefined;

function files(): readonly ts.SourceFile[] {
  read ??= sources('apps/api/src')
    .filter(({ path, text }) => !path.startsWith('apps/api/src/testing/') && CONCERNS.test(text))
    .map(({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return read;
}

function nameOfClass(file: ts.SourceFile): string[] {
  return nodesOf(file).flatMap((node) =>
    ts.isPropertyDeclaration(node) && node.name.getText() === 'name' && node.initializer
      ? textsOf(node.initializer, file)
      : [],
  );
}

function propertiesOf(node: ts.Expression, file: ts.SourceFile, name: string): ts.Expression[] {
  return objectsOf(node, file).flatMap(({ properties }) =>
    properties.flatMap((one) =>
      ts.isPropertyAssignment(one) && one.name.getText() === name ? [one.initializer] : [],
    ),
  );
}

function namesIn(node: ts.Expression, file: ts.SourceFile): string[] {
  return objectsOf(node, file).flatMap(({ properties }) =>
    properties.flatMap((one) =>
      ts.isSpreadAssignment(one) ? namesIn(one.expression, file) : [one.name.getText()],
    ),
  );
}

/** The objects that an expression can be: written there, chosen, given where something holds, or a variable of the file. */
function objectsOf(node: ts.Expression, file: ts.SourceFile): ts.ObjectLiteralExpression[] {
  if (ts.isObjectLiteralExpression(node)) return [node];
  if (ts.isParenthesizedExpression(node)) return objectsOf(node.expression, file);
  if (ts.isBinaryExpression(node)) return objectsOf(node.right, file);
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((one) => objectsOf(one, file));
  if (!ts.isIdentifier(node)) return [];
  return nodesOf(file).flatMap((one) =>
    ts.isVariableDeclaration(one) && one.name.getText() === node.text && one.initializer
      ? objectsOf(one.initializer, file)
      : [],
  );
}

function actionsIn(file: ts.SourceFile): RunAction[] {
  return nodesOf(file)
    .filter(ts.isCallExpression)
    .flatMap((call) => {
      const at = placeOfAction(call);
      const argument = at === undefined ? undefined : call.arguments[at];
      if (!argument) return [];
      const where = `${file.fileName}:${file.getLineAndCharacterOfPosition(call.pos).line + 1}`;
      const actions = textsOf(argument, file);
      if (actions.length === 0)
        throw new Error(`${where}: which actions ${argument.getText()} can be is not seen`);
      return actions.map((action) => ({ action, where, written: isWritten(call) }));
    });
}

/** Of `work.run(…)` and its kin; what else runs is none of ours. */
function placeOfAction({ expression }: ts.CallExpression): number | undefined {
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  return /(^|\.)#?work$/.test(expression.expression.getText()) ? ACTION_AT[expression.name.text] : undefined;
}

function isWritten(call: ts.CallExpression): boolean {
  const [author] = call.arguments;
  return !author?.getText().startsWith('systemActor(') || /\baudit\(/.test(call.getText());
}

/** The texts that an expression can be: written there, chosen between two, typed as one of some, or looked up. */
function textsOf(node: ts.Expression, file: ts.SourceFile): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((one) => textsOf(one, file));
  if (!ts.isIdentifier(node)) return [];
  return nodesOf(file).flatMap((one) => {
    if (ts.isParameter(one) && one.name.getText() === node.text && one.type) return literalsOf(one.type);
    if (ts.isVariableDeclaration(one) && one.name.getText() === node.text && one.initializer)
      return textsOf(one.initializer, file);
    const isProperty = ts.isPropertyAssignment(one) && one.name.getText() === node.text;
    return isProperty ? textsOf(one.initializer, file) : [];
  });
}

function literalsOf(type: ts.TypeNode): string[] {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(literalsOf);
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return nodes;
}
