// node compile.mjs ROOT MAIN OUTPUT: typesets ROOT/MAIN to the file OUTPUT. An error or a warning stops it with exit code 1.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join, relative, resolve } from 'node:path';

const [root, main, output] = process.argv.slice(2);
if (!output) {
  console.error('usage: node compile.mjs ROOT MAIN OUTPUT');
  process.exit(2);
}

// The typesetter also searches the machine's fonts and prefers them to its own of the same name. On Linux, this setting excludes them.
const fonts = fileURLToPath(new URL('fonts', import.meta.url));
process.env.FONTCONFIG_FILE = join(fonts, 'fonts.conf');

// There is one package per platform. Only the package for linux-x64 is in the lock file and tested.
const platform = process.platform === 'linux' ? `linux-${process.arch}-gnu`
  : process.platform === 'win32' ? `win32-${process.arch}-msvc` : `${process.platform}-${process.arch}`;
const name = `@myriaddreamin/typst-ts-node-compiler-${platform}`;
let typst;
try {
  typst = createRequire(import.meta.url)(name);
} catch {
  console.error(`The typesetter ${name} is not installed: run npm ci in ${fileURLToPath(new URL('.', import.meta.url))}, or npm install ${name} on a platform other than linux-x64.`);
  process.exit(3);
}

const workspace = resolve(root);
const compiler = typst.NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [fonts] }] });

// The place as file:line:column, if the compiler knows it. Messages count from 1, the compiler from 0.
function place({ path, range }) {
  if (!path) return '';
  const file = relative(workspace, path);
  return range ? `${file}:${range.start.line + 1}:${range.start.character + 1}: ` : `${file}: `;
}

function complaints(compiled) {
  return [compiled.takeError(), compiled.takeWarnings()].filter(found => found).flatMap(found => compiler.fetchDiagnostics(found))
    .map(d => `${place(d)}${d.severity === 2 ? 'warning' : 'error'}: ${d.message}`);
}

// Markup from the data is in objects { markup, of }. The compiler reports an error in it at the template's eval call, which does not tell
// where the markup comes from. After an error, each piece is therefore typeset separately, and reported with its origin.
function* pieces(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.markup === 'string') yield node;
  for (const child of Object.values(node)) yield* pieces(child);
}

function culprits() {
  const found = [];
  for (const file of readdirSync(workspace).filter(f => f.endsWith('.json')))
    for (const piece of pieces(JSON.parse(readFileSync(join(workspace, file), 'utf8'))))
      for (const complaint of complaints(compiler.compile({ mainFileContent: piece.markup })))
        found.push(`in the ${piece.of}: ${complaint.replace(/^__main__\.typ[^ ]*: /, '')}\n  ${piece.markup}`);
  return found;
}

const compiled = compiler.compile({ mainFilePath: join(workspace, main) });
const document = compiled.result;
const trouble = complaints(compiled);
if (trouble.length > 0 || !document) {
  for (const line of [...culprits(), ...trouble]) console.error(line);
  process.exit(1);
}

// The timestamp is fixed, so that the same results give the same bytes.
writeFileSync(output, compiler.pdf(document, { creationTimestamp: 1704067200 }));
