// The public declarations without comments, sorted, so that a diff shows only changes of the API.
//
// `node tests/types/report.mjs --write` writes those of pkg/ to api.txt, and those for React to react.txt.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript';

const parsed = (text) => ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.Latest, true);

const nameOf = (node) =>
  node.name?.getText() ?? node.declarationList?.declarations[0].name.getText();

/** Sorts by name. Overloads, which share a name, keep their order. Constructors come first. */
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
 * Returns what an app can see without a doc comment, as `Name.member`, and what {@link untagged} finds.
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
    // The first of overloads needs a comment; of the social networks, only their namespace does.
    const isMeant = isNamed && !seen.has(full) && !full.startsWith('Socials.');
    if (isMeant && !ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc)) found.push(full);
    if (isNamed && (ts.isTypeElement(node) || ts.isClassElement(node))) seen.add(full);
    // The comment of a signature explains what is in it.
    const isPart = (child) => !ts.isParameter(child) && !ts.isIntersectionTypeNode(child);
    const isMethod = ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
    ts.forEachChild(node, (child) => {
      if (!isMethod && isPart(child)) look(child, inside);
    });
  };
  parsed(text).statements.forEach((statement) => look(statement, []));
  return [...found, ...untagged(text)];
}

/** Functions and getters that never throw or reject. */
const SAFE = new Set(['Api.getConfig', 'Api.session', 'Session.current', 'isCancel']);

/** Types whose members are calls. */
const CALLS = new Set(['Api', 'Session', 'LoginActions']);

/** Types whose optional members must document a default, even if it is `none`. */
const OPTIONS = new Set([
  ...['Config', 'SessionOptions', 'CallOptions', 'CaptchaOptions', 'NavigationOptions'],
  ...['User', 'LoginProps', 'CodeRequest', 'CodeLogin', 'ConfirmProps', 'AskProps', 'OtpProps'],
  ...['AgreementProps', 'CodeExchange', 'RefreshProps', 'ListenOptions'],
  ...['LoginProviderSettings', 'LoginCallbackProps'],
]);

const NOTHING = new Set(['void', 'Promise<void>']);

/**
 * Returns the missing tags, as `Name.member @tag`. Each overload of a function or call needs a `@param` for
 * each parameter, `@returns` if it returns something, and `@throws` unless it is {@link SAFE}. An optional
 * option needs `@defaultValue`.
 *
 * A tag whose text begins with `{@link` counts as empty: `@throws` parses that as a type, which editors do
 * not show.
 * @param {string} text declarations
 */
function untagged(text) {
  const found = [];
  const need = (node, name, tag, about = () => true) => {
    const tags = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === tag);
    const says = (one) => ts.getTextOfJSDocComment(one.comment)?.replace(/^[-\s]+/, '');
    if (!tags.some((one) => about(one) && says(one))) found.push(`${name} @${tag}`);
  };
  const look = (node, name) => {
    for (const parameter of node.parameters) {
      const own = parameter.name.getText();
      need(node, `${name}(${own})`, 'param', (tag) => tag.name?.getText() === own);
    }
    const gives = !ts.isConstructorDeclaration(node) && !NOTHING.has(node.type.getText());
    if (gives) need(node, name, 'returns');
    if (!SAFE.has(name)) need(node, name, 'throws');
  };
  for (const statement of parsed(text).statements) {
    const name = nameOf(statement);
    if (ts.isFunctionDeclaration(statement)) look(statement, name);
    for (const member of statement.members ?? []) {
      const full = `${name}.${nameOf(member) ?? 'constructor'}`;
      if (CALLS.has(name) && member.parameters) look(member, full);
      if (OPTIONS.has(name) && member.questionToken) need(member, full, 'defaultValue');
    }
  }
  return found;
}

/**
 * Returns the names that an app can import as values, and the methods and getters of `Api`.
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
  for (const [name, into] of [
    ['index', 'api.txt'],
    ['react', 'react.txt'],
  ]) {
    const text = await readFile(here(`../../pkg/dist/${name}.d.mts`), 'utf8');
    await writeFile(here(into), await report(text));
  }
}
