// The public declarations without their comments, in an order of their own, so that a change of the
// API shows in a diff and nothing else does.
//
// `node tests/types/report.mjs --write` puts those of pkg/ into api.txt.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript6';

const parsed = (text) => ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.Latest, true);

const nameOf = (node) =>
  node.name?.getText() ?? node.declarationList?.declarations[0].name.getText();

/** By name; overloads, which have one, stay in their order. Constructors come first. */
const byName = (a, b) => {
  const [left, right] = [a, b].map((node) => nameOf(node) ?? '');
  return left < right ? -1 : Number(left > right);
};

const byText = (a, b) => (a.getText() < b.getText() ? -1 : Number(a.getText() > b.getText()));

function normalised(context) {
  const { factory } = context;
  const visit = (node) => {
    const sorted = (nodes, order) => nodes.toSorted(order).map(visit);
    if (ts.isInterfaceDeclaration(node)) {
      const { modifiers, name, typeParameters, heritageClauses } = node;
      const members = sorted(node.members, byName);
      return factory.createInterfaceDeclaration(
        modifiers,
        name,
        typeParameters,
        heritageClauses?.map(visit),
        members,
      );
    }
    if (ts.isClassDeclaration(node)) {
      const { modifiers, name, typeParameters, heritageClauses } = node;
      const members = sorted(node.members, byName);
      return factory.createClassDeclaration(
        modifiers,
        name,
        typeParameters,
        heritageClauses,
        members,
      );
    }
    if (ts.isTypeLiteralNode(node)) {
      return factory.createTypeLiteralNode(sorted(node.members, byName));
    }
    if (ts.isModuleBlock(node)) {
      return factory.createModuleBlock(sorted(node.statements, byName));
    }
    if (ts.isNamedExports(node)) {
      return factory.createNamedExports(sorted(node.elements, byName));
    }
    if (ts.isUnionTypeNode(node)) {
      return factory.createUnionTypeNode(sorted(node.types, byText));
    }
    return ts.visitEachChild(node, visit, context);
  };
  return (file) => factory.updateSourceFile(file, file.statements.toSorted(byName).map(visit));
}

/** @param {string} text declarations */
export async function report(text) {
  const { transformed } = ts.transform(parsed(text), [normalised]);
  const printed = ts.createPrinter({ removeComments: true }).printFile(transformed[0]);
  return format(printed, { parser: 'typescript', printWidth: 100, singleQuote: true });
}

/**
 * What an app can see and no comment explains, as `Name.member`.
 * @param {string} text declarations
 */
export function undocumented(text) {
  const found = [];
  const seen = new Set();
  const look = (node, path) => {
    const name = nameOf(node);
    const isNamed =
      ts.isVariableStatement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isModuleDeclaration(node) ||
      ts.isTypeElement(node) ||
      ts.isClassElement(node);
    const inside = isNamed && name ? [...path, name] : path;
    const full = inside.join('.');
    // Of overloads the first one; of the social networks their namespace.
    const isMeant = isNamed && !seen.has(full) && !full.startsWith('Socials.');
    if (isMeant && !ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc)) found.push(full);
    if (isNamed && (ts.isTypeElement(node) || ts.isClassElement(node))) seen.add(full);
    // What stands in a signature, the signature's own comment explains.
    const isPart = (child) => !ts.isParameter(child) && !ts.isIntersectionTypeNode(child);
    const isMethod = ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
    ts.forEachChild(node, (child) => {
      if (!isMethod && isPart(child)) look(child, inside);
    });
  };
  parsed(text).statements.forEach((statement) => look(statement, []));
  return found;
}

/**
 * The names that an app can import and use, and the methods and getters of `Api`.
 * @param {string} text declarations
 */
export function values(text) {
  const names = new Set(['default']);
  const members = new Set();
  for (const statement of parsed(text).statements) {
    const isExported = statement.modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
    );
    const isValue =
      ts.isVariableStatement(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement);
    if (isExported && isValue) names.add(nameOf(statement));
    if (ts.isClassDeclaration(statement) && nameOf(statement) === 'Api') {
      for (const member of statement.members) {
        if (ts.isMethodDeclaration(member) || ts.isGetAccessor(member)) members.add(nameOf(member));
      }
    }
  }
  return { names: [...names].sort(), members: [...members].sort() };
}

if (process.argv.includes('--write')) {
  const here = (path) => fileURLToPath(new URL(path, import.meta.url));
  const text = await readFile(here('../../pkg/dist/index.d.mts'), 'utf8');
  await writeFile(here('api.txt'), await report(text));
}
