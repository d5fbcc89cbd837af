// The map of who looks and what there is: one press from the offers and from the searches, by mouse, by keyboard and
// without scripts; every number leads to a list of as many.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

/** How many rows a list says it has. */
const total = async (page) => Number((await page.locator(".pager p").innerText()).match(/\d+/)[0]);

test("the map is one press away, and each of its numbers leads to its list", { timeout: 120_000 }, journey({}, async ({ page }) => {
  const coordinator = new Somebody(page);
  await coordinator.signIn("lead-partner");
  for (const list of ["/searches", "/offers"]) {
    await page.goto(list);
    coordinator.from();
    await coordinator.link("Mappa");
    assert.equal(coordinator.presses, 1);
    assert.equal(new URL(page.url()).pathname, "/map");
  }
  await axe(page);
  await fitsNarrow(page);
  await shot(page, "map");
  const rows = await page.locator("#numbers tbody tr").count();
  assert.ok(rows >= 3, `${rows} regions have numbers`);
  const columns = ["/searches", "/offers"];
  for (const [at, list] of columns.entries()) {
    const number = page.locator("#numbers tbody tr").first().locator("td a").nth(at);
    const told = Number((await number.innerText()).match(/^\d+/)[0]);
    await coordinator.press(number);
    assert.equal(new URL(page.url()).pathname, list);
    assert.equal(told === 0 ? 0 : await total(page), told);
    await coordinator.reads("Togli");
    await axe(page);
    await page.goBack();
  }
  for (const kind of ["Lavoro", "Famiglia"]) {
    await coordinator.link(kind);
    await axe(page);
    await shot(page, `map-${kind.toLowerCase()}`);
  }
}));

test("a region is opened from the drawing by keyboard, and tells its territories", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("lead-partner");
  await page.goto("/map");
  const region = page.locator(".map a").first();
  const name = (await region.getAttribute("aria-label")).split(":")[0];
  await region.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/region=/);
  await worker.reads(`${name}: i territori`);
  await axe(page);
  await shot(page, "map-region");
  await worker.link("Tutte le regioni");
  await worker.reads("Le regioni");
}));

test("with scripts off on a small phone the map reads well", journey({ scripts: false, width: 320, height: 640 }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/map");
  await fitsNarrow(page);
  await shot(page, "map-narrow");
  await worker.button("Menu", "header");
  await worker.link("Offerte", "header");
  assert.match(page.url(), /\/offers/);
}));
