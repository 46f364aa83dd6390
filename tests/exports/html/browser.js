// Starts a browser for many runs of the consumer, prints its address, and ends with its standard input: `browser.js CHROMIUM`.
import { chromium } from "playwright-core";

const [executablePath] = process.argv.slice(2);
const args = ["--no-sandbox"];
const server = await chromium.launchServer({ executablePath, args });
console.log(server.wsEndpoint());
process.stdin.resume().on("end", () => server.close());
