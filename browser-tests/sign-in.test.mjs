// Whoever arrives first sees the sign-in page: light, readable, usable by everyone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, FIRST_PAGE_LIMIT, fitsNarrow, journey, shot, wire } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

test("the first page weighs at most 100 KB over the wire", journey({}, async ({ page }) => {
  const { total, requests } = await wire(page, "/sign-in");
  const list = requests.map((one) => `${one.bytes} ${one.url}`).join("\n  ");
  assert.ok(total > 10_000 && requests.length >= 3, `hardly anything was loaded:\n  ${list}`);
  assert.ok(total <= FIRST_PAGE_LIMIT, `${total} bytes:\n  ${list}`);
  console.log(`first page: ${total} bytes\n  ${list}`);
}));

test("my day, the first page of a working day, weighs at most 100 KB over the wire", journey({}, async ({ page }) => {
  await new Somebody(page).signIn("case-worker");
  const { total, requests } = await wire(page, "/");
  assert.ok(await page.locator("main h1").isVisible() && requests.length >= 3);
  assert.ok(total <= FIRST_PAGE_LIMIT, `${total} bytes:\n  ${requests.map((one) => `${one.bytes} ${one.url}`).join("\n  ")}`);
  console.log(`my day: ${total} bytes`);
}));

test("axe finds nothing on the sign-in page", journey({}, async ({ page }) => {
  await page.goto("/sign-in");
  await axe(page);
  await shot(page, "sign-in");
}));

test("with scripts off the sign-in page fits a small phone and keeps its form", journey({ scripts: false }, async ({ page }) => {
  await page.goto("/sign-in");
  await fitsNarrow(page);
  assert.ok(await page.locator("main form button[type=submit]").isVisible());
  await shot(page, "sign-in-without-scripts");
}));

test("the keyboard reaches the content link first, then every field of the form", journey({}, async ({ page }) => {
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
  await page.keyboard.press("Enter");
  const fields = await page.locator("main form :is(input:not([type=hidden]), button)").count();
  assert.ok(fields >= 3, "an address, a password and a button");
  for (let reached = 0; reached < fields; reached += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main form") !== null));
  }
}));

test("every language offered answers in that language", journey({}, async ({ page }) => {
  await page.goto("/sign-in");
  const offered = await page.locator("header nav a[hreflang]").evaluateAll((links) => links.map((link) => [link.hreflang, link.href]));
  assert.ok(offered.length >= 2, "Italian and English");
  for (const [code, href] of offered) {
    await page.goto(href);
    assert.equal(await page.locator("html").getAttribute("lang"), code);
  }
}));
