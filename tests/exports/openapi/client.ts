// A client and a webhook that use the types from openapi-typescript for api.yaml.
import type { components, operations } from "./api.js";

type Answer<Status extends 400 | 401 | 404> =
  operations["getSession"]["responses"][Status]["content"]["application/json"];
type Decline = components["schemas"]["Decline"];

export function explain(
  answer: Answer<400> | Answer<401> | Answer<404>,
): string {
  switch (answer.errorCode) {
    case "SESSION_EXPIRED":
    case "SESSION_NOT_OPEN":
      return "Open a new session.";
    case undefined:
      return answer.error;
    default:
      return `${answer.errorCode}: ${answer.message}`;
  }
}

export const declines: Decline[] = [{ code: 5 }, {}];
// @ts-expect-error: no code has this number.
export const unknown: Decline = { code: 42 };
