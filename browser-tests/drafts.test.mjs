// What somebody types is kept while it is typed: through a killed server, a lost network and an ended session, on
// another device too, and for nobody else. The server is the test's own, since it is killed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fitsNarrow, journey, open, shot } from "./browser.mjs";
import { Somebody, openedPathway } from "./journeys.mjs";
import { OwnServer } from "./server.mjs";

let server;
before(async () => { server = await OwnServer.begin(); });
after(() => server.end());

const words = (who) => who.page.locator('form[action$="/notes"] [name=words]').first();
const said = (who, text) => who.page.locator(".draft-said", { hasText: text }).waitFor({ timeout: 8000 });
const offered = (who) => who.page.locator(".draft-offer").waitFor({ timeout: 5000 });
const isOffered = async (who) => {
  await who.page.waitForLoadState("networkidle");
  return (await who.page.locator(".draft-offer").count()) > 0;
};
const inBrowser = (who) => who.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("soglia-draft|")));

/** A case worker at the notes of a new pathway. */
async function atTheNotes(page) {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  const pathway = await openedPathway(worker);
  await page.goto(`${pathway}/notes`);
  return [worker, `${pathway}/notes`];
}

test("what was typed is there after the server was killed and started again, on another device too", { timeout: 90_000 }, journey({}, async ({ page }) => {
  const [worker, notes] = await atTheNotes(page);
  await words(worker).pressSequentially("Scritta prima che la luce andasse via.");
  await said(worker, "Bozza salvata alle");
  assert.deepEqual(await inBrowser(worker), [], "what the server has is not kept in the browser");
  await server.kill();
  await words(worker).pressSequentially(" E dopo.");
  await said(worker, "rete assente");
  await server.start();
  await said(worker, "Bozza salvata alle");

  const elsewhere = await open();
  try {
    const other = new Somebody(elsewhere.page);
    await other.signIn("case-worker");
    await other.page.goto(notes);
    await offered(other);
    assert.equal(await words(other).inputValue(), "Scritta prima che la luce andasse via. E dopo.");
    await axe(other.page);
    await shot(other.page, "draft-offered");
    await fitsNarrow(other.page);
    await other.page.goto("/drafts");
    await other.reads("Le mie bozze");
    await axe(other.page);
    await shot(other.page, "drafts");
    await other.page.goto(notes);
    await offered(other);
    await other.button("Salva la nota");
    await other.reads("E dopo.");
    await other.page.goto(notes);
    assert.equal(await isOffered(other), false, "what was taken is no draft any more");
    assert.equal(await words(other).inputValue(), "");
  } finally {
    await elsewhere.browser.close();
  }
}));

test("without a network the text waits in the browser, and is sent when the network is back", { timeout: 90_000 }, journey({}, async ({ page, context }) => {
  const [worker, notes] = await atTheNotes(page);
  await context.setOffline(true);
  await words(worker).pressSequentially("In cantina non prende.");
  await said(worker, "Non salvato: rete assente");
  assert.equal((await inBrowser(worker)).length, 1);
  await shot(page, "draft-offline");
  await context.setOffline(false);
  await said(worker, "Bozza salvata alle");
  assert.deepEqual(await inBrowser(worker), []);
  await page.goto(notes);
  await offered(worker);
  assert.equal(await words(worker).inputValue(), "In cantina non prende.");
  await worker.button("Scarta la bozza");
  assert.equal(await isOffered(worker), false);
  assert.equal(await words(worker).inputValue(), "");
}));

test("through an ended session the text stays, and the same page goes on after signing in again", { timeout: 90_000 }, journey({}, async ({ page, context }) => {
  const [worker, notes] = await atTheNotes(page);
  await context.clearCookies();
  await words(worker).pressSequentially("La sessione è finita mentre scrivevo.");
  await said(worker, "La sessione è finita");
  await shot(page, "draft-session-ended");
  const [door] = await Promise.all([context.waitForEvent("page"), page.locator(".draft-said a").click()]);
  const again = new Somebody(door);
  await door.waitForLoadState();
  const { email, password } = (await import("./browser.mjs").then(({ signIns }) => signIns())).find((one) => one.role === "case-worker");
  await again.fill({ email, password });
  await again.press("main button[type=submit]");
  await offered(again);
  assert.equal(await words(again).inputValue(), "La sessione è finita mentre scrivevo.", "signing in leads back to the form");
  await door.close();
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await said(worker, "Bozza salvata alle");
  await worker.button("Salva la nota");
  await worker.reads("La sessione è finita mentre scrivevo.");
  await page.goto(notes);
  assert.equal(await isOffered(worker), false);
}));

test("on a shared computer nobody is offered what another left, and signing out leaves nothing behind", { timeout: 90_000 }, journey({}, async ({ page, context }) => {
  const [worker, notes] = await atTheNotes(page);
  await context.setOffline(true);
  await words(worker).pressSequentially("Solo per me.");
  await said(worker, "Non salvato: rete assente");
  await context.clearCookies();
  await context.setOffline(false);
  const other = new Somebody(await context.newPage());
  await page.close();
  await other.signIn("coordinator");
  await other.page.goto(notes);
  assert.equal(await isOffered(other), false);
  assert.equal(await words(other).inputValue(), "");
  await other.button("Esci", "header");
  assert.equal((await inBrowser(other)).length, 1, "signing out forgets one's own, not what another has still to send");

  await other.signIn("case-worker");
  await other.page.goto(notes);
  await offered(other);
  assert.equal(await words(other).inputValue(), "Solo per me.");
  await other.button("Esci", "header");
  assert.deepEqual(await inBrowser(other), []);
}));

test("a password is never kept", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  await page.goto("/account");
  await page.locator("[name=new-password]").pressSequentially("quattro pecore blu");
  await page.waitForTimeout(1500);
  assert.deepEqual(await inBrowser(worker), []);
  await page.goto("/drafts");
  await worker.reads("Le mie bozze");
  // Drafts of notes may wait there from before: of the account there is none.
  assert.equal(await page.locator("main td a[href*='/account']").count(), 0);
}));

test("nothing of a sealed note is left in the browser's storage", { timeout: 90_000 }, journey({}, async ({ page }) => {
  const keeper = new Somebody(page);
  await keeper.signIn("partner-administrator");
  await page.goto("/circles");
  await keeper.fill({ email: "case-worker@soglia.example", circle: "psychologist" });
  await page.locator("main [name=organisation]").selectOption({ index: 1 });
  await keeper.button("Accogli una persona");
  await keeper.button("Esci", "header");
  const [worker, notes] = await atTheNotes(page);
  await page.goto(notes.replace(/notes$/, "sealed-notes"));
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const sealed = page.locator('form[action$="/sealed-notes"] [name=words]');
  await sealed.pressSequentially("Detto a porta chiusa.");
  await page.waitForTimeout(1500);
  assert.deepEqual(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])), "[{},{}]");
  assert.ok(!asked.includes("/drafts"), "nor is it sent as a draft");
  const [question] = await Promise.all([page.waitForEvent("dialog"), page.close({ runBeforeUnload: true })]);
  assert.equal(question.type(), "beforeunload", "leaving asks first");
  await question.dismiss();
  await worker.button("Scrivi la nota riservata");
  await worker.reads("Detto a porta chiusa.");
  assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage })), "{}");
}));
