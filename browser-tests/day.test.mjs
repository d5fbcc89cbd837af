// A working day where scripts do not run, on a small phone: a step done in one press, a note in two, an appointment in the
// calendar, an address for other programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, shot } from "./browser.mjs";
import { Somebody, day, freshName, goalWithStep, openedPathway } from "./journeys.mjs";

const phone = { scripts: false, width: 320, height: 640 };

test("my day: a step is done in one press, a note is written in two, a task is kept", { timeout: 180_000 }, journey(phone, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  assert.equal(new URL(page.url()).pathname, "/", "my day is the first page");
  const name = freshName();
  // What comes before the day is done at a desk, where the menu is not folded.
  await page.setViewportSize({ width: 1000, height: 900 });
  await openedPathway(worker, name);
  await goalWithStep(worker, "Telefonare al padrone di casa", day(3));
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/?whose=mine");
  await fitsNarrow(page);
  const row = () => page.locator("tr", { hasText: name.family }).first();
  worker.from();
  await worker.press(row().locator("summary"));
  await row().locator("textarea").fill("Scritta dalla giornata.");
  await worker.press(row().getByRole("button", { name: "Salva la nota" }));
  assert.ok(worker.presses <= 2, `${worker.presses} presses for a note`);
  assert.equal(new URL(page.url()).pathname, "/", "and the day goes on");
  worker.from();
  await worker.press(row().getByRole("button", { name: /^Fatto/ }));
  assert.equal(worker.presses, 1);
  await worker.reads("Passo fatto");
  assert.equal(await page.locator("tr", { hasText: name.family }).count(), 0, "what is done is gone");

  await page.goto("/tasks");
  await worker.fill({ what: "Portare le chiavi", "due-on": day(0) });
  await worker.button("Salva il compito");
  await page.goto("/");
  await worker.reads("Portare le chiavi");
  await shot(page, "day-320");
  await worker.press(page.locator("tr", { hasText: "Portare le chiavi" }).getByRole("button", { name: /^Fatto/ }));
  await worker.reads("Fatto.");
}));

test("an appointment is planned, stands in the calendar and is called off", { timeout: 180_000 }, journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/calendar");
  await axe(page);
  await worker.link("Nuovo appuntamento");
  await axe(page);
  await worker.fill({ kind: "meeting", day: day(1), from: "7.30", minutes: "45", words: "Riunione di prova" });
  await worker.button(/^Salva$/);
  await worker.reads("Appuntamento salvato");
  await axe(page);
  await worker.link("Calendario", "header");
  await page.goto(`/calendar?view=day&day=${day(1).split("/").reverse().join("-")}`);
  await worker.reads("07:30–08:15");
  await worker.reads("Riunione di prova");
  await fitsNarrow(page);
  await shot(page, "calendar");
  await worker.link("Riunione di prova");
  await worker.button("Annulla l’appuntamento");
  await page.locator("main details[open] button[type=submit]").click();
  await worker.reads("Annullato");
}));

test("a calendar's address is shown once, answers, and answers no more when it is taken back", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/calendar/feed");
  await axe(page);
  await worker.button(/^Crea /);
  const address = new URL(await page.locator("main code").first().innerText());
  const answered = async () => (await page.request.get(address.pathname)).status();
  assert.equal(await answered(), 200);
  await worker.button("Togli l’indirizzo");
  await page.locator("main details[open] button[type=submit]").click();
  await worker.reads("Indirizzo tolto");
  assert.equal(await answered(), 404);
}));
