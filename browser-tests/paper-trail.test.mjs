// What a person may expect of their data: told in a notice, shared by agreement and taken back, papers locked away, and
// everybody who looked is written down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody, day, freshName, openedPathway } from "./journeys.mjs";

/** A person whose pathway was just opened; answers with the address of the person's page. */
async function person(worker, name) {
  const pathway = await openedPathway(worker, name);
  await worker.page.goto(pathway);
  await worker.link(name.family);
  assert.match(worker.page.url(), /\/people\//);
  return worker.page.url().split("?")[0];
}

test("a notice is given, data are shared and taken back, and the person can read who has seen them", { timeout: 120_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  const where = await person(worker, freshName());
  await worker.link("Privacy della persona");
  await worker.reads("non ha ancora ricevuto un'informativa");
  await worker.link("Registra un'informativa");
  await worker.fill({ language: "ti", way: "with-interpreter" });
  await axe(page);
  await worker.page.locator("main form button[type=submit]").first().click();
  await page.waitForLoadState();
  await worker.reads("Informativa registrata");

  await worker.link("Condividi con un'organizzazione");
  await page.locator('main [name="to-organisation"]').selectOption({ index: 1 });
  await worker.fill({ purpose: "home", basis: "consent", until: day(60) });
  await axe(page);
  await fitsNarrow(page);
  await worker.button("Condividi");
  await worker.reads("attiva");
  await shot(page, "sharing");
  await axe(page);
  await worker.button("Ritira la condivisione").catch(() => worker.link("Ritira la condivisione"));
  await page.locator("main details[open] button[type=submit], main form button[type=submit]").first().click();
  await page.waitForLoadState();
  await worker.reads("Ritirata il");

  await page.goto(`${where}/seen`);
  await worker.reads("la tua pagina");
  await axe(page);
  await fitsNarrow(page);
}));

/** The smallest PNG there is: one pixel. */
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

test("a paper is attached, kept under lock and key, taken out again, and one that lies about its kind is refused", { timeout: 120_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await person(worker, freshName());
  await worker.link("Documenti allegati");
  await worker.link("Allega un documento");
  await page.locator("main select[name=kind]").selectOption({ index: 1 });
  await page.locator("main input[type=file]").setInputFiles({ name: "permesso.pdf", mimeType: "application/pdf", buffer: Buffer.from("\u007fELF nothing to see") });
  await worker.page.locator("main form button[type=submit]").first().click();
  await page.waitForLoadState();
  await shot(page, "attachment-refused");
  assert.ok(await page.locator(".field-wrong").count(), "the field is marked, and says what is taken");

  await page.locator("main input[type=file]").setInputFiles({ name: "permesso.png", mimeType: "image/png", buffer: PIXEL });
  await worker.page.locator("main form button[type=submit]").first().click();
  await page.waitForLoadState();
  await axe(page);
  await fitsNarrow(page);
  await shot(page, "attachments");
  const [taken] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('main a[href*="/attachments/"]').filter({ hasText: /Scarica|permesso/ }).first().click(),
  ]);
  assert.match(taken.suggestedFilename(), /\.png$/);
}));
