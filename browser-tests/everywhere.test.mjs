// Every page that the menu leads to, for three roles: it answers, reads well, fits a small phone, and axe has nothing
// to say about it. One page of each kind is opened: /pathways/… of one household looks like that of another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, open } from "./browser.mjs";
import { Somebody } from "./journeys.mjs";

const MOST_PAGES = 60;
/** Words with two hyphens that are no forgotten text key, and the formats of what is typed or shown as code. */
const ALLOWED = /^(?:[a-z]+-[a-z]+-(?:lombardia|piemonte)|soglia-di-prova|fra-noi-2|day-by-day|step-by-step|one-to-one|face-to-face|up-to-date)$/;
const KEY_LIKE = /\b[a-z]+-[a-z]+-[a-z-]+\b/g;

/** The kind of a page: its path without ids, and whether its query asks something. */
function kind(url) {
  const { pathname, search } = new URL(url);
  const path = pathname
    .split("/")
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part) ? "{id}" : part))
    .join("/")
    .replace(/^\/(programmes|figures)\/[^/]+/, "/$1/{code}");
  return search && !/^\?done=[a-z-]+$/.test(search) ? `${path}?…` : path;
}

/** What a visit does not follow: files, the API, other languages, what ends the visit. */
const elsewhere = (href) => /\/(api|assets|language|sign-out)\b|\.(csv|xlsx|json)\b|[?&]format=/.test(href);

/** Whether an id or e-mail in the page's words only looks like a key. */
const suspicious = (words) => [...new Set(words.match(KEY_LIKE) ?? [])].filter((word) => !ALLOWED.test(word));

async function everyPage(role) {
  const session = await open();
  const { page } = session;
  const wrong = [];
  const seen = new Set();
  try {
    await new Somebody(page).signIn(role);
    const queue = [page.url()];
    seen.add(kind(page.url()));
    for (let at = 0; at < queue.length && at < MOST_PAGES; at += 1) {
      const answer = await page.goto(queue[at]);
      const check = async (what) => {
        try {
          await what();
        } catch (error) {
          wrong.push(`${role}, ${queue[at]}: ${error.message}`);
        }
      };
      const type = answer.headers()["content-type"] ?? "";
      if (!type.includes("text/html")) continue;
      await check(() => assert.ok(answer.ok(), `answers ${answer.status()}`));
      await check(async () => assert.match(await page.title(), /\S+.* · \S+/, "a title of its own"));
      await check(async () => assert.equal(await page.locator("h1").count(), 1, "exactly one h1"));
      await check(async () => assert.match(await page.locator("body").innerText(), /Dati di prova|invented/i, "the demo says so"));
      await check(() => axe(page));
      await check(() => fitsNarrow(page));
      await check(async () => assert.deepEqual(
        await page.locator("main input:not([type=hidden])").evaluateAll((all) => all.map((one) => one.value).filter((value) => /^\d{4}-\d\d-\d\d$/.test(value))),
        [], "days in fields as Italy writes them"));
      await check(async () => assert.deepEqual(suspicious(await page.locator("body").innerText()), [], "words that look like text keys"));
      const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => new URL(link.getAttribute("href"), document.baseURI).href));
      for (const href of links) {
        if (!href.startsWith(new URL(queue[at]).origin) || elsewhere(href)) continue;
        const clean = href.split("#")[0];
        if (seen.has(kind(clean))) continue;
        seen.add(kind(clean));
        queue.push(clean);
      }
    }
    const english = queue.slice(0, MOST_PAGES);
    await page.goto(`/language/en?next=/`);
    for (const where of english) {
      const answer = await page.goto(where);
      if (!(answer.headers()["content-type"] ?? "").includes("text/html")) continue;
      if (await page.locator("html").getAttribute("lang") !== "en") wrong.push(`${role}, ${where}: not in English`);
      const found = suspicious(await page.locator("body").innerText());
      if (found.length) wrong.push(`${role}, ${where} in English: words that look like text keys: ${found.join(", ")}`);
    }
    console.log(`${role}: ${Math.min(queue.length, MOST_PAGES)} kinds of page\n  ${[...seen].join("\n  ")}`);
    assert.ok(queue.length >= 10, `${role} reaches only ${queue.length} kinds of page`);
    assert.deepEqual(wrong, [], wrong.join("\n\n"));
  } catch (error) {
    // A browser left open keeps the whole run from ending.
    await session.browser.close();
    throw error;
  }
  await session.close();
}

for (const role of ["case-worker", "monitoring-officer", "evaluator"]) {
  test(`every page that ${role} can reach from the menu is sound`, { timeout: 600_000 }, () => everyPage(role));
}
