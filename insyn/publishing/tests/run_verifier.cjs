// Reads a JSON list of base64 protocol files on standard input, writes the verifier's outcome of each.
const fs = require("node:fs");
const vm = require("node:vm");
const path = require("node:path");

const folder = path.join(__dirname, "..", "static", "publishing");
for (const name of ["draw-sha256.js", "draw-recompute.js", "draw-protocol.js", "verify-draw.js"]) {
  const file = path.join(folder, name);
  vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
}
const draw = globalThis.insynDraw;

async function main() {
  const { files = [], texts = [], plain = false } = JSON.parse(fs.readFileSync(0, "utf8"));
  const subtle = plain ? null : globalThis.crypto.subtle;
  const outcomes = [];
  for (const file of files) {
    const { ok, part = null, line = null, field = null, lines = null, fact = null } = await draw.verifyFile(
      Buffer.from(file, "base64"),
      subtle,
    );
    outcomes.push({ ok, part, line, field, lines, fact });
  }
  const sums = texts.map((text) => draw.plainSha256(new TextEncoder().encode(text)));
  process.stdout.write(JSON.stringify({ outcomes, sums }));
}

main();
