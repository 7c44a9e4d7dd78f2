// Serves PouchDB's databases, kept in a folder, on a free port of this machine, which it prints.
// Usage: node server.js FOLDER
const express = require("express");
const expressPouch = require("express-pouchdb");
const PouchDB = require("pouchdb");

const prefix = process.argv[2] + "/";
const app = express();
app.use("/", expressPouch(PouchDB.defaults({ prefix }), {
  mode: "minimumForPouchDB",
  inMemoryConfig: true,
  logPath: prefix + "log.txt",
}));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
