// Synchronises documents with a server, and prints what each part of it took in milliseconds, as JSON.
// Usage: node client.js PORT FOLDER DOCUMENTS CHANGED
const { randomBytes, randomUUID } = require("crypto");
const PouchDB = require("pouchdb");

const [port, folder] = process.argv.slice(2, 4);
const [documents, changed] = process.argv.slice(4).map(Number);
const Local = PouchDB.defaults({ prefix: folder + "/" });

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const newDocument = () => ({
  _id: randomUUID(),
  kind: "practice_evaluation",
  state: "in_progress",
  answer: randomBytes(430).toString("hex"),
});

async function edit(db, count) {
  const { rows } = await db.allDocs({ limit: count, include_docs: true });
  await db.bulkDocs(rows.map(({ doc }) => ({ ...doc, state: "complete" })));
}

async function main() {
  const writer = new Local("writer");
  const reader = new Local("reader");
  const centre = new PouchDB(`http://127.0.0.1:${port}/central`);
  await centre.info();
  const all = Array.from({ length: documents }, newDocument);
  await writer.bulkDocs(all);

  const took = { bytes: JSON.stringify(all[0]).length };
  took.push = await timed(() => writer.replicate.to(centre));
  took.pull = await timed(() => reader.replicate.from(centre));
  const idle = [];
  for (let i = 0; i < 21; i++) idle.push(await timed(() => writer.replicate.to(centre)));
  took.idle = idle.sort((a, b) => a - b)[10];
  await edit(writer, changed);
  took.changed = await timed(() => writer.replicate.to(centre));

  const { doc_count } = await reader.info();
  if (doc_count !== documents) throw new Error(`${doc_count} of ${documents} documents arrived`);
  console.log(JSON.stringify(took));
}

main().then(() => process.exit(0), (fault) => {
  console.error(fault);
  process.exit(1);
});
