// The core of the main job where scripts do not run, and by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsNarrow, journey, shot, signIns } from "./browser.mjs";
import { Somebody, goalWithStep, openedPathway, day } from "./journeys.mjs";

test("with scripts off a person goes from the referral to a step done and a note", { timeout: 120_000 }, journey({ scripts: false }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  const pathway = await openedPathway(worker);
  await goalWithStep(worker);
  await page.goto(pathway);
  worker.from();
  await worker.button("Segna come fatto");
  await worker.button("Conferma: fatto");
  await worker.reads(`fatto il ${day(0)}`);
  assert.ok(worker.presses <= 2, `${worker.presses} presses for a step`);
  worker.from();
  await worker.button("Scrivi una nota");
  await worker.fill({ words: "Scritta senza script." });
  await worker.button("Salva la nota");
  await worker.reads("Scritta senza script.");
  assert.ok(worker.presses <= 2, `${worker.presses} presses for a note`);
  await fitsNarrow(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await shot(page, "pathway-without-scripts-320");
}));

test("with scripts off on a small phone the menu still opens", journey({ scripts: false, width: 320, height: 640 }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await worker.button("Menu", "header");
  await worker.link("Segnalazioni", "header");
  assert.match(page.url(), /\/referrals/);
}));

/** Presses Tab until what the test names has the focus; the ring around it must be seen. */
async function tabTo(page, what, most = 80) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    const [there, ring] = await page.evaluate((selector) => {
      const one = document.activeElement;
      return [one?.matches(selector) ?? false, one ? getComputedStyle(one).outlineStyle : "none"];
    }, what);
    if (there) {
      assert.notEqual(ring, "none", `the focus on ${what} cannot be seen`);
      return;
    }
  }
  assert.fail(`${most} presses of Tab do not reach ${what}`);
}

test("by keyboard alone somebody signs in and writes a note", journey({}, async ({ page }) => {
  const known = (await signIns()).find((one) => one.role === "case-worker");
  const prepared = new Somebody(page);
  await prepared.signIn("case-worker");
  const pathway = await openedPathway(prepared);
  await prepared.button("Esci", "header");

  await page.goto("/sign-in");
  await tabTo(page, "[name=email]");
  await page.keyboard.type(known.email);
  await tabTo(page, "[name=password]", 2);
  await page.keyboard.type(known.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(caseload)?$/);
  await tabTo(page, `main a[href="${new URL(pathway).pathname}"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(pathway);
  await tabTo(page, "main .fold > summary");
  await page.keyboard.press("Space");
  await tabTo(page, "textarea", 2);
  await page.keyboard.type("Scritta con la tastiera.");
  await tabTo(page, "button[type=submit]", 2);
  await page.keyboard.press("Enter");
  await page.waitForLoadState();
  await prepared.reads("Scritta con la tastiera.");
}));
