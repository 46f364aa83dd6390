// The JavaScript that calls the module of tests/wasm, with functions like those of the TypeScript export. `sizes` measures this
// file. It is not run.

const NONE = -1;

export async function load(source) {
  const { instance } = await WebAssembly.instantiateStreaming(source);
  const { memory, ...table } = instance.exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  function text(place) {
    const at = Number(place >> 32n);
    const length = Number(place & 0xffffffffn);
    return decoder.decode(new Uint8Array(memory.buffer, at, length));
  }

  function positionOf(code) {
    const bytes = encoder.encode(code);
    if (bytes.length > table.capacity()) {
      return NONE;
    }
    new Uint8Array(memory.buffer, table.input(), bytes.length).set(bytes);
    return table.from_code(bytes.length);
  }

  return {
    isErrorCode: (code) => positionOf(code) >= 0,
    fromNumeric(group, numeric) {
      const position = table.from_numeric(group, numeric);
      return position < 0 ? undefined : text(table.error_code(position));
    },
    errorCode(code) {
      const position = positionOf(code);
      if (position < 0) {
        return undefined;
      }
      const numeric = table.numeric(position);
      return {
        group: text(table.group(position)),
        status: table.status(position),
        reason: text(table.reason(position)),
        message: text(table.message(position)),
        when: text(table.when(position)),
        numeric: numeric < 0 ? undefined : numeric,
        body: text(table.json(position)),
      };
    },
  };
}
