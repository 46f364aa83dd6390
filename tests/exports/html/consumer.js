// Checks the reference page in Chromium: `consumer.js PAGE TABLE CHROMIUM`. TABLE is the JSON of the table. CHROMIUM is the
// program, or the address of a running browser. The page must show exactly the table, and its filter must work. The page must
// be usable on a phone, in dark mode, on paper, with the keyboard and without its script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, tableFile, browserAt] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const table = JSON.parse(readFileSync(tableFile, "utf8"));

// A row is a list of cells. A cell is a list of the texts in it.
const groups = table.groups.map((group) => ({
  id: group.group,
  about: group.about,
  type: group.enum,
  default: group.default,
  rows: table.codes
    .filter((code) => code.group === group.group)
    .map((code) => [
      [code.code],
      ...(group.numeric
        ? [
            [
              `${code.numeric}`,
              ...(code.code === group.default ? ["or none"] : []),
            ],
          ]
        : []),
      [`${code.status}`, code.reason],
      [
        code.message,
        code.when,
        ...(code.deprecated === null ? [] : [`Deprecated: ${code.deprecated}`]),
      ],
    ]),
}));
const retired = table.retired.map(({ code, group, numeric, since, why }) => [
  [code],
  numeric === null ? [] : [`${numeric}`],
  [since],
  [why, `Group ${group}`],
]);
const statuses = table.statuses.map(({ status, reason, message, when }) => [
  [`${status}`, reason],
  [`${table.codes.filter((code) => code.status === status).length}`],
  message === null ? [] : [message, when],
]);
const rows = [...groups.flatMap((group) => group.rows), ...retired];
const [first, last] = [rows[0][0][0], rows.at(-1)[0][0]];

const TAGS =
  "html head meta title link style body a header h1 p code wbr nav ul li main section div h2 pre strong small label " +
  "input output table thead tbody tr th td span bdi footer script";

const browser = browserAt.startsWith("ws://")
  ? await chromium.connect(browserAt)
  : await chromium.launch({
      executablePath: browserAt,
      args: ["--no-sandbox"],
    });
try {
  const page = await open({ viewport: { width: 1280, height: 800 } });
  await onDesktop(page);
  await onPaper(page);
  await onThePhone(page);
  await withoutScript(await open({ javaScriptEnabled: false }));
  console.log(`${rows.length} rows`);
} finally {
  await browser.close();
}

// Opens the page without a network. Console messages, dialogs and requests are errors.
async function open(options) {
  const page = await (
    await browser.newContext({ offline: true, ...options })
  ).newPage();
  page.unexpected = [];
  page.on("console", (message) => page.unexpected.push(message.text()));
  page.on("pageerror", (error) => page.unexpected.push(error.message));
  page.on("dialog", (dialog) => page.unexpected.push(dialog.message()));
  page.on(
    "request",
    (request) =>
      request.url().startsWith(url) || page.unexpected.push(request.url()),
  );
  await page.goto(url);
  return page;
}

async function onDesktop(page) {
  const shown = await page.evaluate(read);
  assert.deepEqual(shown.groups, groups);
  assert.deepEqual(shown.retired, retired);
  assert.deepEqual(shown.statuses, statuses);
  const [{ message, code: errorCode, reason: error }] = table.codes;
  assert.deepEqual(JSON.parse(shown.example), { message, errorCode, error });
  assert(shown.footer.includes(table.fingerprint), shown.footer);
  assert.deepEqual(
    shown.tags.filter((tag) => !TAGS.split(" ").includes(tag)),
    [],
  );
  assert.deepEqual(shown.dangling, []);
  assert.deepEqual(shown.repeated, []);
  for (const [code] of rows) {
    assert(
      shown.ids.includes(code[0]) && shown.links.includes(`#${code[0]}`),
      `no anchor for ${code}`,
    );
  }

  await keyboard(page);
  await filters(page);
  await contrast(page);
  await widths(page, [1280, 1000, 700]);
  assert.deepEqual(page.unexpected, []);
}

async function onPaper(page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const printed = await page.evaluate(() => ({
    page: getComputedStyle(document.body).backgroundColor,
    controls: [...document.querySelectorAll("nav, .filter, .skip")].filter(
      (element) => element.checkVisibility(),
    ).length,
  }));
  assert.deepEqual(printed, { page: "rgb(255, 255, 255)", controls: 0 });
}

async function onThePhone(page) {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await page.goto(`${url}#${last}`);
  await isInSight(page, last);
  await contrast(page);
  await widths(page, [390, 320]);
  await roles(page);
  // If an address or a link points to a code that the filter hides, the page shows the code again.
  const input = page.locator("#filter-text");
  await input.fill("no such text");
  await page.evaluate(
    (code) => ((location.hash = ""), (location.hash = code)),
    first,
  );
  await isInSight(page, first);
  assert.equal(await input.inputValue(), "");
  const group = groups.find(
    ({ default: code, rows }) =>
      code !== null && rows.some(([name]) => name[0] !== code),
  );
  if (group !== undefined) {
    await page.evaluate((code) => (location.hash = code), group.default);
    await input.fill(
      group.rows.find(([name]) => name[0] !== group.default)[0][0],
    );
    await page.locator(".about a:visible").click();
    await isInSight(page, group.default);
    assert.equal(await input.inputValue(), "");
  }
  assert.notEqual(
    await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
    "rgb(255, 255, 255)",
  );
  assert.deepEqual(page.unexpected, []);
}

async function withoutScript(page) {
  const [{ codes }] = await page.evaluate(shownFor, [""]);
  assert.equal(codes.length, rows.length);
  assert(
    !(await page.locator(".filter").isVisible()),
    "the filter must be hidden without a script",
  );
  assert.deepEqual(page.unexpected, []);
}

// Returns the content of the page. Runs in the page.
function read() {
  const all = (selector, within = document) => [
    ...within.querySelectorAll(selector),
  ];
  const parts = (cell) =>
    [...cell.childNodes]
      .map((part) => part.textContent.trim())
      .filter((text) => text !== "");
  const rows = (section) =>
    all("tbody tr", section).map((row) => [...row.children].map(parts));
  const section = (id) => document.getElementById(id)?.closest("section");
  const ids = all("[id]").map((element) => element.id);
  const links = all("a").map((link) => link.getAttribute("href"));
  return {
    groups: all(".codes:not([aria-labelledby=retired-codes])").map((group) => ({
      id: group.querySelector("h2").id,
      about: group.querySelector(".about").textContent,
      type: group.querySelector("h2 code").textContent,
      default: group.querySelector(".about a")?.textContent ?? null,
      rows: rows(group),
    })),
    retired: section("retired-codes") ? rows(section("retired-codes")) : [],
    statuses: rows(section("http-statuses")),
    example: document.querySelector("pre").textContent,
    footer: document.querySelector("footer")?.textContent,
    tags: [...new Set(all("*").map((element) => element.localName))],
    ids,
    links,
    dangling: links.filter(
      (link) => !link.startsWith("#") || !ids.includes(link.slice(1)),
    ),
    repeated: ids.filter((id, at) => ids.indexOf(id) !== at),
  };
}

// Returns the visible codes and titles for each query. Runs in the page.
function shownFor(queries) {
  const [input, hits] = document.querySelectorAll("#filter-text, #filter-hits");
  const visible = (selector) =>
    [...document.querySelectorAll(selector)].filter((element) =>
      element.checkVisibility(),
    );
  return queries.map((query) => {
    input.value = query;
    input.dispatchEvent(new Event("input"));
    const codes = visible(".codes tbody tr").map((row) => row.id);
    return {
      query,
      codes,
      titles: visible(".codes h2").length,
      hits: hits.textContent,
    };
  });
}

async function filters(page) {
  const words = rows.at(-1).flat().join(" ").split(" ");
  const queries = [
    ...rows
      .filter((_, at) => at % Math.ceil(rows.length / 20) === 0)
      .map(([code]) => code[0].toLowerCase()),
    ...table.statuses.map(({ status }) => `${status}`),
    rows[0].at(-1)[0],
    `  ${words.at(-1)}   ${words[0].toUpperCase()} `,
    "or none",
    "deprecated",
    "no such text",
    "",
  ];
  const expected = queries.map((query) => {
    const wanted = query.toLowerCase().split(" ");
    const isHit = (row) =>
      wanted.every((word) => row.flat().join(" ").toLowerCase().includes(word));
    const codes = rows.filter(isHit).map(([code]) => code[0]);
    const titles = [...groups.map((group) => group.rows), retired].filter(
      (rows) => rows.some(isHit),
    ).length;
    return {
      query,
      codes,
      titles,
      hits: `${codes.length || "none"} of ${rows.length}`,
    };
  });
  assert.deepEqual(await page.evaluate(shownFor, queries), expected);
}

async function keyboard(page) {
  const focused = () =>
    page.evaluate(() => {
      const { outlineStyle } = getComputedStyle(document.activeElement);
      const { id, textContent } = document.activeElement;
      return { id, text: textContent.trim(), outline: outlineStyle !== "none" };
    });
  await page.keyboard.press("Tab");
  assert.deepEqual(await focused(), {
    id: "",
    text: "Skip to the codes",
    outline: true,
  });
  const skip = await page.locator(".skip").boundingBox();
  assert(skip.y >= 0, "the focused link must be visible");
  await page.keyboard.press("Enter");
  assert.equal((await focused()).id, "all-codes");
  await page.keyboard.press("Shift+Tab");
  assert.deepEqual(await focused(), {
    id: "filter-text",
    text: "",
    outline: true,
  });
  await page.keyboard.press("Tab");
  const code = groups[0].default ?? first;
  assert.deepEqual(await focused(), { id: "", text: code, outline: true });
}

// The contrast of each text with its background must be at least 4.5, as the accessibility guidelines require.
async function contrast(page) {
  const faint = await page.evaluate(() => {
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((c) =>
        c / 255 <= 0.04045
          ? c / 255 / 12.92
          : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      const { backgroundColor } = getComputedStyle(element);
      return (channels(backgroundColor)[3] ?? 1) > 0
        ? backgroundColor
        : behind(element.parentElement);
    };
    const hasText = (element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.data.trim() !== "",
      );
    const elements = [...document.querySelectorAll("body *")].filter(
      (element) => hasText(element) && element.checkVisibility(),
    );
    return elements.flatMap((element) => {
      const pair = [
        luminance(getComputedStyle(element).color),
        luminance(behind(element)),
      ].sort((a, b) => a - b);
      const ratio = (pair[1] + 0.05) / (pair[0] + 0.05);
      return ratio < 4.5
        ? [`${element.localName}.${element.className} ${ratio}`]
        : [];
    });
  });
  assert.deepEqual(faint, []);
}

async function widths(page, widths) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await page.evaluate(() => {
      const isBeyond = (element) =>
        element.getBoundingClientRect().right > innerWidth + 0.5;
      return [
        document.documentElement.scrollWidth - innerWidth,
        [...document.querySelectorAll("body *")].filter(isBeyond).length,
      ];
    });
    assert.deepEqual(beyond, [0, 0], `wider than ${width}`);
  }
}

// On a phone, the tables have another layout. A screen reader must still find tables.
async function roles(page) {
  const { nodes } = await (
    await page.context().newCDPSession(page)
  ).send("Accessibility.getFullAXTree");
  const count = (role) =>
    nodes.filter((node) => node.role?.value === role && !node.ignored).length;
  const tables = groups.length + (retired.length > 0 ? 1 : 0) + 1;
  const numeric = table.groups.filter((group) => group.numeric).length;
  const expected = {
    table: tables,
    row: rows.length + statuses.length + tables,
    rowheader: rows.length + statuses.length,
    columnheader: tables * 3 + numeric + (retired.length > 0 ? 1 : 0),
  };
  assert.deepEqual(
    Object.fromEntries(
      Object.keys(expected).map((role) => [role, count(role)]),
    ),
    expected,
  );
  const names = (role) =>
    nodes
      .filter((node) => node.role?.value === role)
      .map((node) => node.name?.value);
  assert.deepEqual(
    [names("searchbox"), names("search").length, names("status").length],
    [["Filter"], 1, 1],
  );
}

async function isInSight(page, code) {
  const place = await page.evaluate((code) => {
    const [row, bar] = [
      document.getElementById(code),
      document.querySelector(".filter"),
    ];
    const [{ top, bottom }, above] = [
      row.getBoundingClientRect(),
      bar.getBoundingClientRect(),
    ];
    const { backgroundColor } = getComputedStyle(row);
    return {
      above: top >= above.bottom - 1,
      below: bottom <= innerHeight,
      marked: backgroundColor !== "rgba(0, 0, 0, 0)",
    };
  }, code);
  assert.deepEqual(place, { above: true, below: true, marked: true }, code);
}
