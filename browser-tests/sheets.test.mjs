// A sheet as a partner sends it: dropped in, looked at, taken over, the bad rows sent back, taken back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody, freshName } from "./journeys.mjs";

/** Two families, somebody alone, and somebody born on a day that there is not. */
function sheet(name) {
  return [
    "Progetto di accoglienza – elenco segnalazioni",
    "",
    "Nucleo;COGNOME Nome;Data di nascita;Luogo di nascita;Cittadinanza;Tipo permesso;Scadenza;Circuito;Comune",
    `1;${name.family.toUpperCase()} Awa;12/03/1999;Bamako;maliana;asilo pol.;01/05/2028;SAI;Lecco`,
    `1;${name.family.toUpperCase()} Musa;4.7.2019;Lecco;Mali;asilo pol.;01/05/2028;SAI;Lecco`,
    `2;${name.family.toUpperCase()}INI Tsehay;1991;Asmara;eritrea;prot. suss.;01/01/0001;C.A.S.;Bergamo`,
    `3;${name.family.toUpperCase()}ESI Ivan;31/02/1990;Kyiv;ucraina;protezione temporanea;04/03/2027;SAI;Milano`,
  ].join("\r\n");
}

test("a sheet is read, taken over in five presses, its bad rows go back, and all of it is undone", { timeout: 180_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("coordinator");
  const name = freshName();
  worker.from();
  await worker.link("Elenchi", "header");
  await axe(page);
  await worker.link("Carica un elenco");
  await axe(page);
  await worker.fill({ programme: "fra-noi-2", sender: "Casa di prova" });
  const chosen = await page.locator("main [name=organisation]").inputValue();
  if (!chosen) await page.locator("main [name=organisation]").selectOption({ index: 1 });
  // As Excel in Italy writes it, in its own encoding.
  const buffer = Buffer.from(sheet(name).replace("–", "-"), "latin1");
  await page.locator("main input[type=file]").setInputFiles({ name: "elenco.csv", mimeType: "text/csv", buffer });
  await worker.button("Leggi il foglio");
  await worker.reads("31/02/1990");
  await worker.reads("in rinnovo");
  await axe(page);
  await fitsNarrow(page);
  await shot(page, "import-preview");
  const bad = page.locator("tr", { hasText: "31/02/1990" });
  assert.match(await bad.innerText(), /7[\s\S]*C[\s\S]*31\/02\/1990/, "row and column as the sheet's program names them");

  const [returned] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("main a", { hasText: "Scarica le righe da correggere" }).click(),
  ]);
  assert.equal((await readFile(await returned.path())).subarray(0, 2).toString(), "PK", "a workbook");

  await worker.button(/^Prendi 2 nuclei/);
  await worker.reads("Presi da questo foglio");
  assert.ok(worker.presses <= 5, `${worker.presses} presses from the menu to two households taken over`);
  await axe(page);
  await shot(page, "import-taken");
  await worker.link(/apri la segnalazione/);
  await worker.reads(name.family);
  await page.goBack();

  await worker.link("Controlla le colonne").catch(() => undefined);
  await page.goto("/imports");
  await worker.link("elenco.csv");
  await worker.button("Annulla tutto il caricamento");
  await page.locator("main details[open] button[type=submit]").click();
  await page.waitForLoadState();
  await page.goto(`/people?q=${name.family}`);
  assert.doesNotMatch(await worker.words(), new RegExp(`${name.family} Awa|Awa ${name.family}`, "i"), "as if it had never come");
}));

test("columns that nobody understands are named by hand, also where scripts do not run", { timeout: 120_000 }, journey({ scripts: false }, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("coordinator");
  await page.goto("/imports/new");
  await worker.fill({ programme: "fra-noi-2" });
  if (!(await page.locator("main [name=organisation]").inputValue())) {
    await page.locator("main [name=organisation]").selectOption({ index: 1 });
  }
  const name = freshName();
  const buffer = Buffer.from(`Etichetta;Appellativo;Cittadinanza\n${name.family};Awa;Mali\n`);
  await page.locator("main input[type=file]").setInputFiles({ name: "strano.csv", mimeType: "text/csv", buffer });
  await worker.button("Leggi il foglio");
  await worker.link("Controlla le colonne");
  await shot(page, "import-columns");
  await fitsNarrow(page);
  const column = (words) => page.locator("main .field, main tr", { hasText: words }).locator("select").first();
  await column("Etichetta").selectOption("family");
  await column("Appellativo").selectOption("given");
  await worker.button("Rileggi il foglio così");
  await worker.reads(name.family);
}));
