// Bad input, an overtaken form, an ended session: the page says what is wrong and how to mend it, and what was typed
// is still there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, journey, open, shot } from "./browser.mjs";
import { Somebody, day, newReferral, openedPathway } from "./journeys.mjs";

const typed = (who, name) => who.page.locator(`main [name="${name}"]:not([type=hidden])`).first().inputValue();

test("an impossible day comes back with its field, the reason and all that was typed", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await newReferral(worker, { "p1-exit-day": "31/02/2026", "sender-name": "SAI Casa del Sole", story: "Una storia lunga da scrivere." });
  await worker.button(/^Salva$/);
  await worker.reads("Questo giorno non esiste: controlla giorno e mese");
  await page.waitForFunction(() => document.activeElement?.matches("[data-errors]"), null, { timeout: 3000 });
  assert.equal(await typed(worker, "p1-exit-day"), "31/02/2026");
  assert.equal(await typed(worker, "story"), "Una storia lunga da scrivere.");
  assert.equal(await page.locator('[name="p1-exit-day"]').getAttribute("aria-invalid"), "true");
  await axe(page);
  await shot(page, "referral-wrong-day");
  await worker.press(".wrongs a");
  assert.equal(await page.evaluate(() => document.activeElement.name), "p1-exit-day", "the list of errors leads to the field");
  await worker.fill({ "p1-exit-day": day(-30) });
  await worker.button(/^Salva$/);
  await worker.reads("Una storia lunga da scrivere.");
}));

test("an unknown municipality is answered with the names that are nearest", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await newReferral(worker, { municipality: "Piolttello", story: "Vivono da amici." });
  await worker.button(/^Salva$/);
  await worker.reads(/Non conosciamo questo comune\. Intendevi .*Pioltello/);
  assert.equal(await typed(worker, "municipality"), "Piolttello");
  assert.equal(await typed(worker, "story"), "Vivono da amici.");
}));

test("a plan without goals is neither approved nor signed", { timeout: 90_000 }, async () => {
  const [desk, office] = [await open(), await open()];
  const [worker, coordinator] = [desk, office].map((one) => new Somebody(one.page));
  try {
    await worker.signIn("case-worker");
    const pathway = await openedPathway(worker);
    await worker.page.goto(`${pathway}/plan`);
    await worker.fill({ theirs: "Venire agli appuntamenti", ours: "Accompagnare" });
    await worker.page.locator("form", { has: worker.page.locator('[name="theirs"]') }).getByRole("button").click();
    await worker.page.waitForLoadState();
    await coordinator.signIn("coordinator");
    await coordinator.page.goto(pathway);
    await coordinator.reads("almeno un obiettivo");
    const approve = coordinator.page.locator("main button:visible", { hasText: "Approva il progetto" });
    if (await approve.count()) {
      await coordinator.press(approve);
      await coordinator.reads("Il progetto non ha ancora obiettivi");
    }
    await worker.page.goto(`${pathway}/plan/signature`);
    await worker.fill({ "signed-on": day(0), "signed-by": "Selam", "read-in": "tigrino" });
    await worker.page.locator("main form").getByRole("button", { name: "Registra la firma" }).click();
    await worker.page.waitForLoadState();
    await worker.reads(/Il progetto (non ha ancora obiettivi|va approvato prima)/);
    assert.equal(await typed(worker, "read-in"), "tigrino");
    await worker.page.goto(pathway);
    await worker.reads("In scrittura");
  } finally {
    await desk.browser.close();
    await office.browser.close();
  }
});

test("whoever saves second gets both their own text and the news that somebody was faster", journey({}, async ({ page, context }) => {
  const first = new Somebody(page);
  await first.signIn("case-worker");
  await newReferral(first, { story: "La prima versione." });
  await first.button("Salva e continua qui");
  const second = new Somebody(await context.newPage());
  await second.page.goto(page.url().split("?")[0]);
  await first.fill({ story: "Scritta da chi è stato più svelto." });
  await first.button("Salva e continua qui");
  await second.fill({ story: "Scritta da chi è arrivato dopo.", "sender-name": "Caritas" });
  await second.button(/^Salva$/);
  await second.reads("Nel frattempo qualcun altro ha cambiato questi dati");
  assert.equal(await typed(second, "story"), "Scritta da chi è arrivato dopo.");
  assert.equal(await typed(second, "sender-name"), "Caritas");
  await axe(second.page);
  await shot(second.page, "stale-form");
  await second.button(/^Salva$/);
  await second.reads("Scritta da chi è arrivato dopo.");
}));

test("what was typed when the session ended is given back", journey({}, async ({ page, context }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  const pathway = await openedPathway(worker);
  await page.goto(`${pathway}/notes`);
  await worker.fill({ words: "Una nota lunga, scritta mentre la sessione finiva." });
  await context.clearCookies();
  await worker.button("Salva la nota");
  await worker.reads("Una nota lunga, scritta mentre la sessione finiva.", "body");
  await axe(page);
  await shot(page, "session-ended");
}));

test("two people close one pathway: the second keeps what was written and learns of the first", { timeout: 90_000 }, async () => {
  const [one, other] = [await open(), await open()];
  const [first, second] = [one, other].map((session) => new Somebody(session.page));
  const closing = (result) => ({ "closed-on": day(0), reason: "autonomy-reached", result, home: "own", work: "stable", ties: "some" });
  try {
    await first.signIn("case-worker");
    const pathway = await openedPathway(first);
    await second.signIn("coordinator");
    for (const who of [first, second]) await who.page.goto(`${pathway}/closing`);
    await first.fill(closing("Chiuso dal primo."));
    await second.fill(closing("Scritto dal secondo."));
    await first.button("Chiudi il percorso");
    await first.reads("Percorso chiuso");
    await second.button("Chiudi il percorso");
    await second.reads("Il percorso è già stato chiuso");
    await second.reads("Chiuso dal primo.");
    assert.equal(await typed(second, "result"), "Scritto dal secondo.");
    await axe(second.page);
    await shot(second.page, "closed-twice");
  } finally {
    await one.browser.close();
    await other.browser.close();
  }
});
