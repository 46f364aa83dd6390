// An SDK and an operator's webhook in TypeScript. They use the export of codes.toml:
//
//   errcodes export typescript -o examples/error-codes.ts
//   cd examples && tsc client.ts && node client.js

import {
  ErrorCode,
  errorBody,
  errorCodes,
  isErrorCode,
  isSessionError,
  readError,
  withdrawDeclineFromNumericOrDefault,
} from "./error-codes.js";

/** Returns what to do after a failed answer. Branches on the code, never on the message. */
function advice(status: number, body: string): string {
  const { errorCode, message } = readError(status, body);
  switch (errorCode) {
    case ErrorCode.SESSION_EXPIRED:
      return "open a new session";
    case ErrorCode.WITHDRAW_IN_PROGRESS:
      return "wait, then ask again";
  }
  if (isSessionError(errorCode)) {
    return `no such session: ${errorCodes[errorCode].when}`;
  }
  if (isErrorCode(errorCode)) {
    return `tell the user: ${message ?? errorCodes[errorCode].message}`;
  }
  // The errorCode is unknown or missing, so only the status is left.
  return `HTTP ${status}, ${errorCode ?? "no errorCode"}: ${message ?? "no message"}`;
}

console.log("The SDK reads answers:");
const answers: [number, string][] = [
  [400, JSON.stringify(errorBody("SESSION_EXPIRED"))],
  [404, JSON.stringify(errorBody("SESSION_NOT_FOUND"))],
  [400, JSON.stringify(errorBody("DAILY_LIMIT_EXCEEDED", "At most 5 a day"))],
  [400, '{"errorCode":"BONUS_LOCKED","message":["the bonus is locked"]}'],
  [401, JSON.stringify(errorBody(401))],
  [502, "<html>Bad Gateway</html>"],
];
for (const [status, body] of answers) {
  console.log(`  ${status} ${body}\n    ${advice(status, body)}`);
}

console.log("\nThe API asks the operator's webhook, which declines by number:");
for (const decline of ['{"code":5}', "{}", '{"code":42}']) {
  try {
    const code = withdrawDeclineFromNumericOrDefault(JSON.parse(decline).code);
    console.log(`  ${decline} is ${code}, HTTP ${errorCodes[code].status}`);
  } catch (error) {
    // An unknown number is never the default.
    console.log(`  ${decline} is refused: ${error}`);
  }
}
