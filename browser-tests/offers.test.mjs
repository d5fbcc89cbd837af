// A landlord rings: in one minute the offer stands, held for nobody, with what is still missing listed. Then it is held,
// confirmed, and seen on a small phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

test("a landlord rings, and in one minute the offer stands with what is missing", { timeout: 120_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await worker.from().link("Offerte", "header, nav");
  await shot(page, "offers-list");
  await axe(page);
  await worker.link("Nuova casa");
  await worker.fill({ title: "Bilocale provato nel browser", municipality: "Milano", "contact-phone": "02 555 0199" });
  await shot(page, "offers-new-home");
  await worker.button("Salva");
  const words = await page.locator("main").innerText();
  assert.match(words, /Bilocale provato nel browser/);
  assert.match(words, /Aperta/);
  assert.match(words, /Da chiedere ancora[\s\S]*Il canone/);
  assert.ok(worker.presses <= 3, `${worker.presses} presses`);
  await shot(page, "offers-home");
  await axe(page);
  await fitsNarrow(page);

  await worker.link("Tieni per qualcuno");
  await worker.fill({ "held-for": "P-1" });
  await worker.button("Tieni per qualcuno");
  assert.match(await page.locator("main").innerText(), /Tenuta/);
  await worker.button("Libera");
  assert.match(await page.locator("main").innerText(), /Aperta/);
}));

test("an internship below the region's minimum is told beside its field", { timeout: 120_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/offers/new/work");
  await worker.fill({ form: "internship", municipality: "Roma", pay: "500" });
  await worker.button("Salva");
  assert.match(await page.locator("main").innerText(), /almeno 800,00 € al mese/);
  await shot(page, "offers-internship");
  await axe(page);
  await fitsNarrow(page);
}));

test("a host family begins its way", { timeout: 120_000 }, journey({ width: 320, height: 800 }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/offers");
  await shot(page, "offers-list-narrow");
  await page.goto("/offers/new/family");
  await worker.fill({ title: "Coppia provata nel browser", adults: "2" });
  await worker.button("Salva");
  assert.match(await page.locator("main").innerText(), /Il prossimo passo: Incontro informativo/);
  await worker.link("Aggiungi un passo");
  await worker.fill({ "done-on": "01/06/2026" });
  await worker.button("Salva");
  assert.match(await page.locator("main").innerText(), /Il prossimo passo: Colloquio con la famiglia/);
  await shot(page, "offers-family-narrow");
  await axe(page);
}));
