// The demo has no values of type `any`. It is compiled as its Vite app, which includes all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

test('no module of the demo has a value of type any, or writes any', () => {
  const config = fileURLToPath(new URL('../../www-demo/vite/tsconfig.json', import.meta.url));
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: assert.fail,
  }) ?? { fileNames: [], options: {} };
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  /** @type {string[]} */
  const found = [];
  const sources = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/www-demo\/.*(?<!\.d)\.[jt]s$/.test(fileName));
  for (const source of sources) {
    const visit = (/** @type {ts.Node} */ node) => {
      const isWritten = node.kind === ts.SyntaxKind.AnyKeyword;
      if (isWritten || (ts.isIdentifier(node) && isAny(checker, node))) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const file = source.fileName.replace(/.*www-demo\//, '');
        found.push(`${file}:${line + 1} ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(source, visit);
  }
  assert.ok(sources.length > 25, `${sources.length} modules`);
  assert.deepEqual(found, []);
});

/**
 * Returns whether an identifier is a value of type `any`. What TypeScript's own libraries declare
 * as `any`, such as `history.state`, does not count.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Identifier} node
 */
function isAny(checker, node) {
  if (isOfTypes(node)) return false;
  if (ts.isBindingElement(node.parent) && node.parent.propertyName === node) return false;
  if (!(checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any)) return false;
  const declared = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return !declared.some((place) => /\/lib\.[\w.]+\.d\.ts$/.test(place.getSourceFile().fileName));
}

/**
 * Returns whether an identifier names something other than a value, such as a type or a module.
 *
 * @param {ts.Identifier} node
 */
function isOfTypes(node) {
  return (
    ts.isPartOfTypeNode(node) ||
    ts.isTypePredicateNode(node.parent) ||
    ts.isTypeOnlyImportOrExportDeclaration(node.parent) ||
    // `declare global`
    ts.isModuleDeclaration(node.parent)
  );
}
