// node compile.mjs ROOT MAIN OUTPUT: typesets ROOT/MAIN to the file OUTPUT. Errors and warnings alike stop it, with exit code 1.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join, relative, resolve } from 'node:path';

const [root, main, output] = process.argv.slice(2);
if (!output) {
  console.error('usage: node compile.mjs ROOT MAIN OUTPUT');
  process.exit(2);
}

// The typesetter looks for the machine's fonts too, and prefers them to its own of the same name: on Linux this keeps them out.
const fonts = fileURLToPath(new URL('fonts', import.meta.url));
process.env.FONTCONFIG_FILE = join(fonts, 'fonts.conf');

// One package per platform. Only the first is in the lock file and tested.
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

// file:line:column when the compiler knows it, counting from 1 where it counts from 0.
function place({ path, range }) {
  if (!path) return '';
  const file = relative(workspace, path);
  return range ? `${file}:${range.start.line + 1}:${range.start.character + 1}: ` : `${file}: `;
}

function complaints(compiled) {
  return [compiled.takeError(), compiled.takeWarnings()].filter(found => found).flatMap(found => compiler.fetchDiagnostics(found))
    .map(d => `${place(d)}${d.severity === 2 ? 'warning' : 'error'}: ${d.message}`);
}

// Markup from the data stands in objects { markup, of }. An error inside one is reported at the template's eval call, which says
// nothing of whose markup it is; so each is then typeset by itself, under its owner's name.
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

// A fixed timestamp: the same results give the same bytes.
writeFileSync(output, compiler.pdf(document, { creationTimestamp: 1704067200 }));
