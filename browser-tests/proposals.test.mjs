// A home is proposed to a household: visited, said yes to by both sides, confirmed. The presses are counted, because nobody
// has time for more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

test("from an offer to the confirmation in ten presses", { timeout: 180_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/offers/new/home");
  await worker.fill({ title: "Casa proposta nel browser", municipality: "Milano", "contact-phone": "02 555 0198", open: true });
  await worker.button("Salva");
  worker.from();
  await worker.link("Proponi a qualcuno");
  const household = await page.locator("select[name=to] option:not([value=''])").first().getAttribute("value");
  await worker.fill({ to: household });
  await shot(page, "proposals-new");
  await axe(page);
  await worker.button("Proponi");
  assert.match(await page.locator("main").innerText(), /Scrivi l’incontro/);
  await shot(page, "proposals-made");
  await axe(page);
  await fitsNarrow(page);

  await worker.link("Scrivi la risposta della famiglia");
  await worker.fill({ answer: "yes", "told-by": "La madre", "met-on": "01/06/2026" });
  await shot(page, "proposals-answer");
  await axe(page);
  await fitsNarrow(page);
  await worker.button("Salva");
  await worker.link("Scrivi la risposta di chi offre");
  await worker.fill({ answer: "yes", "told-by": "Il proprietario" });
  await worker.button("Salva");
  await worker.button("Conferma la proposta");
  assert.match(await page.locator("main").innerText(), /Confermata/);
  assert.ok(worker.presses <= 10, `${worker.presses} presses`);
  await shot(page, "proposals-confirmed");
  await axe(page);
}));

test("the list of proposals begins with those that wait for oneself, on a small phone too", { timeout: 120_000 }, journey({ width: 320, height: 800 }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/proposals");
  assert.match(await page.locator("main").innerText(), /Aspettano noi/);
  await shot(page, "proposals-list-narrow");
  await axe(page);
}));
