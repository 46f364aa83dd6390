// Runs all vectors, and compares the TypeScript export with the JSON of the table.
//
// node consumer.js TABLE.json VECTORS.json

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import * as exported from "./error-codes.js";
import type { AnyErrorCode, ErrorCode, ReceivedError } from "./error-codes.js";

interface Table {
  fingerprint: string;
  statuses: {
    status: number;
    reason: string;
    message: string | null;
    when: string | null;
  }[];
  groups: {
    group: string;
    enum: string;
    about: string;
    numeric: boolean;
    default: string | null;
    codes: string[];
  }[];
  codes: {
    code: string;
    group: string;
    status: number;
    reason: string;
    message: string;
    when: string;
    numeric: number | null;
    deprecated: string | null;
    variant: string;
  }[];
}

interface Vectors {
  fingerprint: string;
  codes: { code: string; id: number; body: string }[];
  statuses: { status: number; body: string }[];
  bodies: {
    name: string;
    status: number;
    body: string;
    expected: {
      status: number;
      message: string | null;
      errorCode: string | null;
      known: boolean;
      error: string | null;
    };
  }[];
  numbers: {
    name: string;
    group: string;
    json: string | null;
    code: string | null;
    or_default: string | null;
  }[];
}

const [, , tablePath = "", vectorsPath = ""] = process.argv;
const table: Table = JSON.parse(readFileSync(tablePath, "utf8"));
const vectors: Vectors = JSON.parse(readFileSync(vectorsPath, "utf8"));

// The exported names depend on the table, so the consumer looks up names at run time.
const {
  errorCodes,
  statuses,
  groups,
  errorBody,
  errorCodeFromId,
  errorId,
  isErrorCode,
  readError,
} = exported;
const named = new Map<string, unknown>(Object.entries(exported));

function call(name: string, ...args: unknown[]): unknown {
  const called = named.get(name);
  assert(typeof called === "function", `${name} is exported`);
  return called(...args);
}

/** Returns the exported name of an enum. A reserved name has an additional underscore. */
function typeName(name: string): string {
  return named.has(name) && isConstOf(name) ? name : `${name}_`;
}

function isConstOf(name: string): boolean {
  const group = table.groups.find((group) => group.enum === name);
  const members = named.get(name);
  return (
    typeof members === "object" &&
    members !== null &&
    group !== undefined &&
    Object.keys(members).every((code) => group.codes.includes(code))
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

// The whole table.
assert.equal(exported.FINGERPRINT, table.fingerprint);
assert.equal(vectors.fingerprint, table.fingerprint);
const all = table.codes.map((code) => code.code);
assert.deepEqual(Object.keys(exported.ErrorCode), all);
assert.deepEqual(Object.values(exported.ErrorCode), all);
assert.deepEqual(Object.keys(errorCodes), all);
for (const { code, variant: _, numeric, deprecated, ...rest } of table.codes) {
  assert(isErrorCode(code), code);
  assert.deepEqual(errorCodes[code], {
    ...rest,
    ...(numeric !== null && { numeric }),
    ...(deprecated !== null && { deprecated }),
  });
}
assert.deepEqual(
  Object.keys(groups),
  table.groups.map((group) => group.group),
);
for (const group of table.groups) {
  const type = typeName(group.enum);
  assert.deepEqual(
    named.get(type),
    Object.fromEntries(group.codes.map((code) => [code, code])),
  );
  const about = { about: group.about };
  const known = new Map<string, unknown>(Object.entries(groups));
  assert.deepEqual(
    known.get(group.group),
    group.default === null ? about : { ...about, default: group.default },
  );
  for (const code of [...all, ...all.map((code) => code.toLowerCase())]) {
    assert.equal(call(`is${group.enum}`, code), group.codes.includes(code));
  }
  const numbers = `${lowerFirst(group.enum)}FromNumeric`;
  assert.equal(named.has(numbers), group.numeric);
  assert.equal(named.has(`${numbers}OrDefault`), group.default !== null);
}
assert.deepEqual(
  statuses,
  Object.fromEntries(
    table.statuses.map(({ status, reason, message, when }) => [
      status,
      message === null ? { reason } : { reason, message, when },
    ]),
  ),
);

// Codes and bodies, written and read back.
assert.deepEqual(
  vectors.codes.map((vector) => vector.code),
  all,
);
const ids = new Set(vectors.codes.map(({ id }) => id));
for (const { code, id, body } of vectors.codes) {
  assert(isErrorCode(code));
  assert.equal(errorId(code), id);
  assert.equal(errorCodeFromId(id), code);
  for (const other of [id ^ 1, -id, id + 2 ** 32, id + 0.5, NaN]) {
    assert.equal(ids.has(other), errorCodeFromId(other) !== undefined);
  }
  const { message, reason, status } = errorCodes[code];
  assert.equal(JSON.stringify(errorBody(code)), body);
  const expected: ReceivedError = {
    status,
    message,
    errorCode: code,
    error: reason,
  };
  assert.deepEqual(readError(status, body), expected);
  const other = JSON.stringify(errorBody(code, 'a "b"\n\u0001\\'));
  assert.equal(
    other,
    body.replace(
      /"message":"(\\.|[^"])*"/,
      () => String.raw`"message":"a \"b\"\n\u0001\\"`,
    ),
  );
  assert.equal(errorBody(code, "").message, "");
}
for (const { status, body } of vectors.statuses) {
  const known = Object.keys(statuses).map(Number);
  assert(known.includes(status));
  assert.equal(JSON.stringify(errorBody(status as exported.Status)), body);
}

// Bodies, as strings and as parsed values.
for (const { name, status, body, expected } of vectors.bodies) {
  const read = readError(status, body);
  const { message, errorCode, error } = read;
  const found = {
    status: read.status,
    message: message ?? null,
    errorCode: errorCode ?? null,
    known: isErrorCode(errorCode),
    error: error ?? null,
  };
  assert.deepEqual(found, expected, `${name}: ${body}`);
  assert(
    !Object.values(read).includes(undefined),
    "a missing field must be absent",
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    continue;
  }
  if (typeof parsed !== "string") {
    assert.deepEqual(readError(status, parsed), read, `${name}, parsed`);
  }
}
assert.deepEqual(readError(400, undefined), { status: 400 });

// Numbers.
for (const { name, group, json, code, or_default } of vectors.numbers) {
  const value: unknown = json === null ? undefined : JSON.parse(json);
  const type = table.groups.find((other) => other.group === group);
  assert(type !== undefined);
  const numbers = `${lowerFirst(type.enum)}FromNumeric`;
  assert.equal(call(numbers, value) ?? null, code, `${name}: ${json}`);
  if (type.default !== null) {
    const orDefault = () => call(`${numbers}OrDefault`, value);
    if (or_default === null) {
      assert.throws(orDefault, RangeError, `${name}: ${json}`);
    } else {
      assert.equal(orDefault(), or_default, `${name}: ${json}`);
    }
  }
}

// The types accept unknown codes, and the guards narrow the types.
const newer: AnyErrorCode = "NO_SUCH_CODE__";
assert(!isErrorCode(newer));
// @ts-expect-error: an unknown string is not an ErrorCode.
const wrong: ErrorCode = "NO_SUCH_CODE__";
assert.equal(errorCodes[wrong], undefined);
for (const value of [undefined, null, 5, {}, [all[0]], Symbol("x")]) {
  assert(!isErrorCode(value));
}

console.log(
  `${all.length} codes, ${vectors.bodies.length} bodies, ${vectors.numbers.length} numbers`,
);
