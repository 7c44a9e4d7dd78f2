// Measures ODK's xforms-engine, the engine of ODK Web Forms, on one XForm, and prints one line of JSON.
//
//   node --expose-gc measure.mjs FOLDER FORM RESULT QUESTION...
//
// FOLDER has the engine and jsdom installed. FORM is a file. RESULT and each QUESTION are paths of the form's instance;
// answers are timed with reading the result after them. Times are milliseconds of processors, memory is megabytes of
// 1,000,000 bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file, resultPath, ...questions] = process.argv.slice(2);
const { JSDOM } = createRequire(join(folder, 'package.json'))('jsdom');

// The engine expects the globals of a browser. Those that Node has itself stay.
const { window } = new JSDOM('', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) && /^[A-Z]/.test(name)) globalThis[name] = window[name];
}
Object.assign(globalThis, { window, document: window.document, self: globalThis });

// What its parser does in Node needs files that its package leaves out: it is loaded where there seems to be no Node, and
// what of Node would be loaded with it beforehand.
void globalThis.Response;
const versions = process.versions;
Object.defineProperty(process, 'versions', { value: {}, configurable: true });
const engine = await import(pathToFileURL(join(folder, 'node_modules/@getodk/xforms-engine/dist/index.js')));
Object.defineProperty(process, 'versions', { value: versions });
const source = readFileSync(file, 'utf8');
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const live = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
};

const before = live();
const from = spent();
const form = await engine.loadForm(source);
if (form.status === 'failure') throw form.error;
const { root } = form.createInstance();
const open = spent() - from;
const memory = live() - before;

const nodes = new Map();
collect(root);
const read = () => nodes.get(resultPath).currentState.value;
const answers = questions.map((path) => {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const from = spent();
    nodes.get(path).setValue(BigInt(100 + i));
    read();
    times.push(spent() - from);
  }
  return Math.min(...times);
});
const result = String(read());

const checked = spent();
await root.prepareInstancePayload({ payloadType: 'monolithic' });
const complete = spent() - checked;

console.log(JSON.stringify({ open, answers, complete, memory, result }));
process.exit(0);

function collect(node) {
  nodes.set(node.currentState.reference, node);
  for (const child of node.currentState.children ?? []) collect(child);
}
