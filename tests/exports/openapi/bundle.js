// Lints a description, and bundles it with the files that it refers to: `bundle.js DESCRIPTION BUNDLE`.
import { writeFileSync } from "node:fs";
import { bundle, createConfig, lint } from "@redocly/openapi-core";

const [ref, out] = process.argv.slice(2);
const config = await createConfig({
  extends: ["recommended"],
  rules: { "no-invalid-media-type-examples": "error" },
});
const problems = await lint({ ref, config });
for (const { ruleId, message, location } of problems) {
  console.error(
    `${ref}: ${ruleId}: ${message} ${location.map(({ pointer }) => pointer)}`,
  );
}
process.exitCode = problems.length > 0 ? 1 : 0;
const { bundle: document } = await bundle({ ref, config });
writeFileSync(out, JSON.stringify(document.parsed, null, 2));
