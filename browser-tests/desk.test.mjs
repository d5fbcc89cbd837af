// A search begins in one short form; the desk works out who could go where and says why; nothing is decided by it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

test("the desk works out who could go where, and tells why", { timeout: 180_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  // Of a small invented network, one partner may accompany nobody who looks for a home.
  await page.goto("/pathways?status=under-way");
  await worker.press("main td a");
  await worker.link("Ricerche");
  await worker.fill({ kind: "home", urgency: "soon" });
  await worker.button("Apri una ricerca");
  await worker.from().link("Abbinamenti", "header, nav");
  await shot(page, "desk");
  await axe(page);
  await worker.button("Calcola adesso");
  assert.ok(worker.presses <= 2, `${worker.presses} presses`);
  const words = await page.locator("main").innerText();
  assert.match(words, /nessun altro piano è migliore/);
  assert.match(words, /non conta come decisione/);
  await shot(page, "desk-run");
  await axe(page);
  await fitsNarrow(page);
  for (const part of ["without", "questions", "lacks"]) {
    await page.goto(`${new URL(page.url()).pathname}?part=${part}`);
    await shot(page, `desk-${part}`);
    await axe(page);
    await fitsNarrow(page);
  }
  await page.goto(`${new URL(page.url()).pathname}?part=without`);
  await worker.link("Che cosa lo cambierebbe");
  await shot(page, "desk-search");
  await axe(page);
  await worker.button("Chiedi");
  assert.match(await page.locator("main").innerText(), /Perché non /);
  await shot(page, "desk-why-not");
  await axe(page);
  await fitsNarrow(page);
  await page.goto("/desk/policy");
  await shot(page, "desk-policy");
  await axe(page);
  await fitsNarrow(page);
}));

test("a search begins from the pathway, and what is missing is listed", { timeout: 120_000 }, journey({ width: 320, height: 800 }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/searches");
  await shot(page, "searches-narrow");
  await axe(page);
  await page.goto("/pathways?status=under-way");
  await worker.press("main td a");
  await worker.link("Ricerche");
  await worker.fill({ kind: "family", urgency: "soon" });
  await worker.button("Apri una ricerca");
  const words = await page.locator("main").innerText();
  assert.match(words, /Da chiedere ancora|già aperta/);
  await shot(page, "search-narrow");
  await axe(page);
  await fitsNarrow(page);
}));

test("a coordinator reads whom a run serves, tries a rule on the past and adopts it with a reason", { timeout: 240_000 }, journey({}, async ({ page }) => {
  const coordinator = new Somebody(page);
  await coordinator.signIn("coordinator");
  await page.goto("/desk");
  await coordinator.button("Calcola adesso");
  await page.waitForURL(/\/desk\/(runs|works)\//);
  await coordinator.from().link("Equità");
  assert.equal(coordinator.presses, 1, "one press from the run");
  await coordinator.reads("Rispetto alla fila");
  await coordinator.reads("Chi sono gli adulti");
  await shot(page, "desk-fairness");
  await axe(page);
  await fitsNarrow(page);
  await page.goto(`${new URL(page.url()).pathname.replace("/fairness", "")}?part=decided`);
  await shot(page, "desk-decided");
  await axe(page);
  await fitsNarrow(page);
  await page.goto("/desk");
  await coordinator.link("Prova una regola");
  await shot(page, "desk-trials");
  await axe(page);
  await fitsNarrow(page);
  await coordinator.fill({ "weight-short-ways": "9000", off: "rent", months: "24" });
  await coordinator.button("Prova sul passato");
  for (let tries = 0; tries < 60 && !/\/desk\/trials\//.test(page.url()); tries += 1) {
    await page.waitForTimeout(500);
    if (/\/desk\/works\//.test(page.url())) await coordinator.link("Guarda a che punto è");
  }
  await coordinator.reads("Le due regole a confronto");
  await coordinator.reads("spenta la regola");
  await shot(page, "desk-trial");
  await axe(page);
  await fitsNarrow(page);
  await coordinator.fill({ because: "Un fondo del territorio paga la differenza." });
  await coordinator.button("Adotta come nuova versione");
  await coordinator.reads("Un fondo del territorio paga la differenza.");
  await shot(page, "desk-policy-adopted");
  await axe(page);
  await fitsNarrow(page);
}));
