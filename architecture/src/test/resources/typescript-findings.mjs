// Prints what is untidy in TypeScript sources, one "file: line N: what" each, by the compiler's own parser.
// usage: node typescript-findings.mjs PACKAGE_JSON ROOT FILE... (the compiler is the one that package installs)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const LINES_PER_FUNCTION = 60;
const PARAMETERS = 4;

const [installer, root, ...files] = process.argv.slice(2);
const ts = createRequire(installer)("typescript");

function isNamedFunction(node) {
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node);
  const assigned =
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    (ts.isVariableDeclaration(node.parent) || ts.isPropertyDeclaration(node.parent));
  return named || assigned;
}

function* findings(source, node) {
  const line = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const at = line(node.getStart(source));
  if (isNamedFunction(node)) {
    const name = (node.name ?? node.parent.name)?.getText(source) ?? "constructor";
    const lines = line(node.end) - at + 1;
    if (lines > LINES_PER_FUNCTION) yield `line ${at}: ${name} has ${lines} lines`;
    const parameters = node.parameters.length;
    if (parameters > PARAMETERS) yield `line ${at}: ${name} has ${parameters} parameters`;
  }
  if (ts.isCatchClause(node) && node.block.statements.length === 0) yield `line ${at}: an empty catch`;
  if (node.kind === ts.SyntaxKind.AnyKeyword) yield `line ${at}: any`;
  const children = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* findings(source, child);
}

for (const file of files) {
  const text = readFileSync(join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  for (const finding of findings(source, source)) console.log(`${file}: ${finding}`);
}
