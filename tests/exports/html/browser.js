// Starts a browser for many runs of the consumer: `browser.js CHROMIUM`. Prints the address of the browser. Stops the browser
// when standard input is closed.
import { chromium } from "playwright-core";

const [executablePath] = process.argv.slice(2);
const args = ["--no-sandbox"];
const server = await chromium.launchServer({ executablePath, args });
console.log(server.wsEndpoint());
process.stdin.resume().on("end", () => server.close());
