// What a person does on the pages, in the words that stand on them: signs in, follows a link, presses a button, fills a
// field. Every press is counted, because some tasks are promised in two.
import assert from "node:assert/strict";
import { signIns } from "./browser.mjs";

/** Somebody at a page; `presses` counts links followed and buttons pressed since `from()`. */
export class Somebody {
  constructor(page) {
    this.page = page;
    this.presses = 0;
  }

  /** Begins to count anew. */
  from() {
    this.presses = 0;
    return this;
  }

  /** Signs in with the demo's sample for this role. */
  async signIn(role) {
    const known = (await signIns()).find((one) => one.role === role);
    assert.ok(known, `no sample sign-in for ${role}`);
    await this.page.goto("/sign-in");
    await this.fill({ email: known.email, password: known.password });
    await this.press("main button[type=submit]");
    assert.doesNotMatch(this.page.url(), /sign-in/, `${role} was not let in`);
    return known;
  }

  /** Fills fields by their names: text is typed, a choice chosen, `true` ticks. */
  async fill(fields, within = "main") {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`${within} [name="${name}"]:not([type=hidden]):visible`);
      const first = field.first();
      await first.waitFor({ timeout: 5000 });
      const [tag, kind] = await first.evaluate((one) => [one.tagName, one.type]);
      if (tag === "SELECT") await first.selectOption(value);
      else if (kind === "radio") await this.page.locator(`${within} [name="${name}"][value="${value}"]`).check();
      else if (kind === "checkbox") await (value === true ? first : field.and(this.page.locator(`[value="${value}"]`))).check();
      else await first.fill(value);
    }
  }

  /** Presses what a selector names, and waits for the page that follows. */
  async press(what) {
    const target = typeof what === "string" ? this.page.locator(what).first() : what.first();
    this.presses += 1;
    await target.click({ timeout: 5000 });
    await this.page.waitForLoadState();
  }

  /** Presses a button or the summary of a fold by the words that stand on it. */
  async button(words, within = "main") {
    const scope = this.page.locator(within);
    await this.press(scope.locator("button:visible, summary:visible").filter({ hasText: words }));
  }

  /** Follows a link by the words that stand on it. */
  async link(words, within = "main") {
    const seen = this.page.locator(within).locator("a:visible").filter({ hasText: words });
    if (within.startsWith("header") && (await seen.count()) === 0) await this.heading(words, seen);
    await this.press(seen);
  }

  /** Brings up the heading of the menu under which an entry stands: by pointing at it, or else by a press. */
  async heading(words, entry) {
    const heading = this.page.locator("header .menu").filter({ has: this.page.locator("a", { hasText: words }) }).locator("> summary");
    await heading.hover();
    if ((await entry.count()) === 0) await this.press(heading);
  }

  /** The words of the page's main part. */
  async words(within = "main") {
    return (await this.page.locator(within).first().innerText()).replaceAll("\u00a0", " ");
  }

  /** Fails unless the page says so: at once, or when a busy machine has brought the page that follows. */
  async reads(expected, within = "main") {
    const until = Date.now() + 8000;
    const says = (said) => (expected instanceof RegExp ? expected.test(said) : said.includes(expected));
    let said = await this.words(within);
    while (!says(said) && Date.now() < until) {
      await this.page.waitForTimeout(200);
      await this.page.waitForLoadState();
      said = await this.words(within);
    }
    assert.ok(says(said), `${this.page.url()} should say ${expected}, and says:\n${said}`);
  }
}

// Days begin and end where the network is, not where the tests run: around midnight the two differ.
const romanDay = new Intl.DateTimeFormat("it-IT", { timeZone: "Europe/Rome", day: "2-digit", month: "2-digit", year: "numeric" });

/** A day some days from the network's today, as it is typed: dd/mm/yyyy. */
export function day(away) {
  return romanDay.format(new Date(Date.now() + away * 86_400_000));
}

/** A name nobody else in the network has, made of letters only. */
export function freshName() {
  const letters = "abcdefghilmnopqrstuvz";
  const tail = Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
  return { given: "Selam", family: `Tes${tail}` };
}

/** From the caseload to a new referral of one person who is not known yet; answers with the name given. */
export async function newReferral(who, person = {}, name = freshName()) {
  await who.page.goto("/caseload");
  await who.link("Segnalazioni", "header");
  await who.link("Nuova segnalazione");
  await who.fill({ given: name.given, family: name.family, born: "1994" });
  await who.button("Cerca se la conosciamo");
  await who.button("È una persona nuova");
  await who.fill({
    "p1-sex": "female", "p1-citizenship": "ER", "p1-permit-kind": "asylum", "p1-permit-state": "in-renewal",
    "p1-circuit": "sai", "everyone-listed": true, ...person,
  });
  return name;
}

/** A referral received, fitting, and its pathway opened; answers with the pathway's address. */
export async function openedPathway(who, name = freshName()) {
  await newReferral(who, { "p1-exit-day": day(-100) }, name);
  await who.button("Salva e ricevi");
  await who.link("Prendi in carico in Fra Noi 2");
  await who.button("Prendi in carico in Fra Noi 2");
  await who.reads("Percorso aperto");
  return who.page.url().split("?")[0];
}

/** A goal with one step, from the pathway's page and back to it. */
export async function goalWithStep(who, step = "Chiedere la residenza in Comune", due = day(20)) {
  await who.link("Scrivi il progetto");
  await who.fill({ axis: "home", words: "Una casa vicina alla scuola dei miei figli" });
  await who.button("Aggiungi un obiettivo");
  await who.reads("Una casa vicina alla scuola");
  await who.link("Aggiungi un passo");
  await who.fill({ what: step, responsible: "worker", "due-on": due, cost: "16,00" });
  await who.button("Salva");
  await who.reads("Passo aggiunto");
}
