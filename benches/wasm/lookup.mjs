// Times lookups of 500 made-up codes in Node, in nanoseconds per call: `node lookup.mjs MODULE...`. README.md, "In Node", shows how
// to build a module. With several modules, such as builds of other revisions, the measurements alternate in one run.

import { readFileSync } from "node:fs";

const PASSES = 200;

const decoder = new TextDecoder();
const calls = [];
for (const path of process.argv.slice(2)) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)));
  for (const name of ["errcodes", "linear", "strum_derive"]) {
    calls.push({ name: `${path} ${name}`, run: exports[name], best: Infinity });
  }
  if (calls.length === 3) {
    const text = (slice) => decoder.decode(new Uint8Array(exports.memory.buffer, Number(slice >> 32n), Number(slice & 0xffffffffn)));
    const texts = Array.from({ length: exports.count() }, (_, at) => text(exports.text(at)));
    const map = new Map(texts.filter((text) => !text.includes("?")).map((text, at) => [text, at]));
    const run = () => texts.reduce((found, text) => found + (map.has(text) ? 1 : 0), 0);
    calls.push({ name: "JavaScript Map", run, best: Infinity });
  }
}

const expected = calls[0].run();
const count = 4096;
for (let pass = 0; pass < PASSES; pass++) {
  for (const call of calls) {
    const start = process.hrtime.bigint();
    const found = call.run();
    const time = Number(process.hrtime.bigint() - start) / count;
    if (found !== expected) throw new Error(`${call.name}: ${found} found instead of ${expected}`);
    call.best = Math.min(call.best, time);
  }
}
for (const { name, best } of calls) {
  console.log(`${best.toFixed(1).padStart(8)} ns  ${name}`);
}
