// Checks the whole table of a wasm module: `node module.mjs MODULE EXPECTED`. EXPECTED is a JSON file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const [, , modulePath, tablePath] = process.argv;
const { codes, numericGroups } = JSON.parse(readFileSync(tablePath, "utf8"));
const module = new WebAssembly.Module(readFileSync(modulePath));
assert.deepEqual(WebAssembly.Module.imports(module), [], "the module must have no imports");
const { memory, ...table } = new WebAssembly.Instance(module).exports;

const NONE = -1;
const NOT_UTF_8 = -2;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

function fromBytes(bytes) {
  assert(bytes.length <= table.capacity());
  new Uint8Array(memory.buffer, table.input(), bytes.length).set(bytes);
  return table.from_code(bytes.length);
}

function text(slice) {
  return decoder.decode(new Uint8Array(memory.buffer, Number(slice >> 32n), Number(slice & 0xffffffffn)));
}

const positions = new Map(codes.map((code, position) => [code.errorCode, position]));
const expected = (name) => positions.get(name) ?? NONE;

function checkLookup(name) {
  assert.equal(fromBytes(encoder.encode(name)), expected(name), JSON.stringify(name));
}

/** 32-bit FNV-1a, as an unsigned number. */
function fnv1a(text) {
  return encoder.encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
}

assert.equal(fnv1a("foobar"), 0xbf9cf968, "a published test value");
const ids = new Map(codes.map(({ errorCode }, position) => [fnv1a(errorCode), position]));

assert.equal(table.count(), codes.length);
codes.forEach((code, position) => {
  checkLookup(code.errorCode);
  const id = fnv1a(code.errorCode);
  assert.equal(table.id(position) >>> 0, id, `id of ${code.errorCode}`);
  assert.equal(table.from_id(id), position);
  for (let bit = 0; bit < 32; bit++) {
    const other = (id ^ (1 << bit)) >>> 0;
    assert.equal(table.from_id(other), ids.get(other) ?? NONE, `id ${other}`);
  }
  assert.equal(text(table.error_code(position)), code.errorCode);
  assert.equal(table.status(position), code.status);
  assert.equal(table.numeric(position), code.numeric ?? NONE);
  for (const field of ["group", "reason", "message", "when"]) {
    assert.equal(text(table[field](position)), code[field], `${field} of ${code.errorCode}`);
  }
  const { message, errorCode, reason } = code;
  assert.equal(text(table.json(position)), JSON.stringify({ message, errorCode, error: reason }));
});

// Positions without a code.
for (const position of [codes.length, 0x7fffffff, -1]) {
  assert.equal(table.status(position), NONE);
  assert.equal(table.numeric(position), NONE);
  assert.equal(table.message(position), 0n);
}

// Near misses of every errorCode, and other strings.
for (const { errorCode } of codes) {
  for (let at = 0; at <= errorCode.length; at++) {
    checkLookup(errorCode.slice(0, at));
    checkLookup(errorCode.slice(at));
    for (const other of ["_", "A", "a", " ", "\0", "é", "😀"]) {
      checkLookup(errorCode.slice(0, at) + other + errorCode.slice(at));
      checkLookup(errorCode.slice(0, at) + other + errorCode.slice(at + 1));
    }
  }
  checkLookup(errorCode.toLowerCase());
  for (const other of codes) {
    checkLookup(errorCode + other.errorCode);
  }
}
checkLookup("A".repeat(table.capacity()));
assert.equal(table.from_code(table.capacity() + 1), NONE);
assert.equal(table.from_code(-1), NONE);

// Invalid UTF-8: alone, and in place of each character of each errorCode.
const invalid = [[0x80], [0xff], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x9f]];
for (const bytes of invalid) {
  assert.equal(fromBytes(bytes), NOT_UTF_8);
  for (const { errorCode } of codes) {
    const name = [...encoder.encode(errorCode)];
    for (let at = 0; at <= name.length; at++) {
      assert.equal(fromBytes([...name.slice(0, at), ...bytes, ...name.slice(at + 1)]), NOT_UTF_8);
    }
  }
}

// All 16-bit numbers in every numeric group, and larger numbers.
numericGroups.forEach((group, index) => {
  const numbers = new Map(codes.flatMap((code, at) => (code.group === group ? [[code.numeric, at]] : [])));
  for (let number = 0; number <= 0xffff; number++) {
    assert.equal(table.from_numeric(index, number), numbers.get(number) ?? NONE, `${group} ${number}`);
    assert.equal(table.from_numeric(index, number + 0x10000), NONE);
  }
  assert.equal(table.from_numeric(index, -1), NONE);
});
assert.equal(table.from_numeric(numericGroups.length, 1), NONE);
