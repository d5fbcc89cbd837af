// What every journey needs: a browser, an accessibility check, a picture, the weight of a page.
//
// The server is started by whoever runs the tests and named in SOGLIA_URL; sample sign-ins stand in the JSON file
// named in SOGLIA_SIGN_INS. The browser is the system's Chromium (SOGLIA_CHROMIUM names another); none is downloaded.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import axeCore from "axe-core";
import { chromium } from "playwright-core";

const SCREENSHOTS = fileURLToPath(new URL("../target/screenshots/", import.meta.url));

/** What a first page may weigh over the wire, everything included. */
export const FIRST_PAGE_LIMIT = 100 * 1024;

/** The address of the server under test. */
export function address() {
  const url = process.env.SOGLIA_URL;
  assert.ok(url, "SOGLIA_URL must name the running server, for example http://127.0.0.1:8080");
  return url;
}

/** The sample sign-ins of the demo network, as its JSON file holds them. */
export async function signIns() {
  const file = process.env.SOGLIA_SIGN_INS;
  assert.ok(file, "SOGLIA_SIGN_INS must name the JSON file with the sample sign-ins");
  return JSON.parse(await readFile(file, "utf8"));
}

/**
 * Opens a fresh browser, as one person at one device; `close()` ends it.
 * @param {string} baseURL
 * @param {{width?: number, height?: number, scripts?: boolean, language?: string}} device
 */
export async function open(baseURL = address(), { width = 1280, height = 900, scripts = true, language = "it-IT" } = {}) {
  const flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: process.env.SOGLIA_CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const context = await browser.newContext({ baseURL, viewport: { width, height }, javaScriptEnabled: scripts, locale: language });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    // A refused form or a missing page is an expected answer; the browser still writes a line for it.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL) && !url.startsWith("about:")) complaints.push(`request to another site: ${url}`);
  });
  return {
    browser,
    context,
    page,
    /** Ends the browser; fails when the page complained (a refused script or style, another site) meanwhile. */
    async close() {
      await browser.close();
      assert.deepEqual(complaints, [], "the browser complained");
    },
  };
}

/**
 * One journey in its own browser, which ends however the journey does:
 * `test("…", journey({ scripts: false }, async ({ page }) => { … }))`.
 */
export function journey(device, steps) {
  return async () => {
    const session = await open(undefined, device);
    try {
      await steps(session);
    } catch (error) {
      await session.browser.close();
      throw error;
    }
    await session.close();
  };
}

/** Fails unless axe finds nothing: WCAG 2.0 to 2.2, levels A and AA, and best practice. Needs scripts on. */
export async function axe(page) {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  const found = violations.map((rule) => `${rule.id}: ${rule.help}\n    ${rule.nodes.map((node) => node.html).join("\n    ")}`);
  assert.equal(found.length, 0, `axe on ${page.url()}:\n  ${found.join("\n  ")}`);
}

/** Saves a picture of the whole page under target/screenshots. */
export async function shot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  return file;
}

/** Loads an address with an empty cache; answers the bytes that crossed the wire, in all and for each request. */
export async function wire(page, where) {
  const session = await page.context().newCDPSession(page);
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url, bytes: 0 }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(where, { waitUntil: "networkidle" });
  await session.detach();
  const each = [...requests.values()];
  return { total: each.reduce((sum, one) => sum + one.bytes, 0), requests: each };
}

/** Fails when the page is wider than a 320-pixel screen; the widest elements are named. */
export async function fitsNarrow(page, width = 320) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const { wide, culprits } = await page.evaluate((limit) => ({
    wide: document.documentElement.scrollWidth,
    culprits: [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > limit + 1 && !one.closest(".table-wrap, .visually-hidden"))
      .slice(0, 5)
      .map((one) => one.outerHTML.slice(0, 120)),
  }), width);
  assert.ok(wide <= width, `${page.url()} is ${wide} pixels wide on a ${width}-pixel screen:\n  ${culprits.join("\n  ")}`);
  await page.setViewportSize(before);
}
