// The main job, from the first telephone call to the figures, as the people who do it press and type it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, fitsNarrow, journey, open, shot } from "./browser.mjs";
import { Somebody, day, freshName, goalWithStep, newReferral } from "./journeys.mjs";

/** The look of a page, and that everyone can use it. */
async function sound(page, name) {
  await axe(page);
  await fitsNarrow(page);
  await shot(page, name);
}

test("somebody known is found under another spelling before being written down twice", journey({}, async ({ page }) => {
  const worker = new Somebody(page);
  await worker.signIn("case-worker");
  const name = await newReferral(worker, {}, { given: "Zahrà Noor", family: `Müller${freshName().family.slice(3)}` });
  await worker.button(/^Salva$/);
  await worker.link("Segnalazioni", "header");
  await worker.link("Nuova segnalazione");
  // The other order, capitals, no accents, one letter more.
  await worker.fill({ given: name.family.replace("ü", "u").toUpperCase(), family: "ZAHRA NOORR" });
  await worker.button("Cerca se la conosciamo");
  await worker.reads("Forse la conosciamo già");
  await worker.reads(name.family);
  await sound(page, "referral-known");
  await worker.button(`È ${name.given} ${name.family}`);
  assert.match(page.url(), /\/referrals\/[^/]+\/edit/);
  assert.equal(await page.locator('[name="p1-family"]').inputValue(), name.family, "nothing is typed again");
}));

test("a household goes from referral to closing, and the monitoring table reads it", { timeout: 300_000 }, async (t) => {
  const [desk, office, figures] = [await open(), await open(), await open()];
  const [worker, coordinator, officer] = [desk, office, figures].map((one) => new Somebody(one.page));
  const table = async () => {
    await officer.page.goto("/figures");
    await officer.link("Fra Noi 2");
    return Object.fromEntries(await officer.page.locator("#table ~ .table-wrap tbody tr, table tbody tr").evaluateAll((rows) =>
      rows.map((row) => [row.querySelector("th")?.innerText.trim(), Number(row.querySelector("td")?.innerText)])));
  };
  let pathway;
  let name;
  try {
    await officer.signIn("monitoring-officer");
    const before = await table();

    await t.test("the referral says what it still needs to know, with reason and source", async () => {
      await worker.signIn("case-worker");
      assert.match(worker.page.url(), /\/$/);
      name = await newReferral(worker, { "sender-name": "SAI Casa del Sole", municipality: "Milano", needs: "home", urgency: "soon" });
      await worker.button("Aggiungi la persona 2");
      await worker.fill({ "p2-given": "Yonas", "p2-family": name.family, "p2-born": "03/05/2019", "p2-sex": "male", "p2-relation": "child", "p2-permit-kind": "asylum", "p2-permit-state": "issued", "p2-circuit": "sai" });
      await sound(worker.page, "referral-edit");
      await worker.button(/^Salva$/);
      await worker.reads("Bozza");
      await worker.button("Ricevi la segnalazione");
      await worker.reads("Ricevuta");
      await worker.reads("Serve sapere");
      await worker.reads("il giorno di uscita dall'accoglienza");
      await worker.reads(/Il giorno di uscita non è noto: serve un'uscita dal \d\d\/\d\d\/\d{4}/);
      await worker.reads(/Fonte: Progetto Fra Noi 2/);
      await sound(worker.page, "referral-verdicts");
    });

    await t.test("with the exit day the programme fits, and the pathway opens", async () => {
      await worker.link("il giorno di uscita dall'accoglienza");
      await worker.fill({ "p1-exit-day": day(-90), "p2-exit-day": day(-90) });
      await worker.button(/^Salva$/);
      await worker.reads(/Fra Noi 2\s+È adatto/);
      await worker.link("Prendi in carico in Fra Noi 2");
      await sound(worker.page, "opening");
      await worker.button("Prendi in carico in Fra Noi 2");
      await worker.reads("Preso in carico");
      pathway = worker.page.url().split("?")[0];
      await sound(worker.page, "pathway-new");
    });

    await t.test("baseline, goal, step and commitments are written", async () => {
      await worker.link("Scala di autonomia");
      await worker.fill({ kind: "baseline", "taken-on": day(0), home: "2", work: "2", language: "3", words: "Vorremmo restare vicino alla scuola" });
      await sound(worker.page, "baseline");
      await worker.button("Salva");
      await worker.reads("I momenti a confronto");
      await worker.page.goto(pathway);
      await goalWithStep(worker);
      await worker.fill({ theirs: "Venire agli appuntamenti\nCercare annunci", ours: "Accompagnare in Comune", "review-on": day(60) });
      await worker.page.locator("form", { has: worker.page.locator('[name="theirs"]') }).getByRole("button").click();
      await worker.page.waitForLoadState();
      await worker.reads("Progetto salvato");
      await sound(worker.page, "plan-edit");
    });

    await t.test("the coordinator approves, the worker records the signature, the plan prints", async () => {
      await coordinator.signIn("coordinator");
      await coordinator.page.goto(pathway);
      await coordinator.button("Approva il progetto");
      await coordinator.reads("Approvato, da firmare");
      await worker.page.goto(pathway);
      await worker.link("Registra la firma");
      await worker.fill({ "signed-on": day(0), "signed-by": `${name.given} ${name.family}, Irene Riva`, "read-in": "tigrino", interpreter: "Hiwet A." });
      await sound(worker.page, "plan-sign");
      await worker.page.locator("main form").getByRole("button", { name: "Registra la firma" }).click();
      await worker.page.waitForLoadState();
      await worker.reads("In corso");
      await worker.link("Stampa il progetto");
      await worker.reads("Una casa vicina alla scuola", "body");
      await worker.reads("Firma della persona", "body");
      await axe(worker.page);
      await worker.page.emulateMedia({ media: "print" });
      await shot(worker.page, "plan-print");
      await worker.page.emulateMedia({ media: null });
    });

    await t.test("a step is done in two presses", async () => {
      await worker.page.goto(pathway);
      worker.from();
      await worker.button("Segna come fatto");
      await worker.button("Conferma: fatto");
      assert.ok(worker.presses <= 2, `${worker.presses} presses`);
      await worker.reads(`fatto il ${day(0)}`);
    });

    await t.test("a note is written in two presses, from the pathway and from the caseload", async () => {
      await worker.page.goto(pathway);
      worker.from();
      await worker.button("Scrivi una nota");
      await worker.page.locator("main textarea:visible").first().fill("Chiamata: domani in Comune.");
      await worker.button("Salva la nota");
      assert.ok(worker.presses <= 2, `${worker.presses} presses`);
      await worker.reads("Chiamata: domani in Comune.");
      await worker.page.goto("/caseload");
      await sound(worker.page, "caseload");
      const row = worker.page.locator("tr", { hasText: name.family });
      worker.from();
      await worker.press(row.locator("summary"));
      await row.locator("textarea").fill("Ha trovato l’appuntamento.");
      await worker.press(row.getByRole("button"));
      assert.ok(worker.presses <= 2, `${worker.presses} presses`);
      assert.match(worker.page.url(), /\/caseload/, "and the caseload is where it goes on");
      await worker.page.goto(`${pathway}/notes`);
      await worker.reads("Ha trovato l’appuntamento.");
    });

    await t.test("a service, a review, the closing and its follow-ups", async () => {
      await worker.page.goto(pathway);
      await worker.link("Aggiungi un servizio attivato");
      await worker.fill({ kind: "residence", "activated-on": day(0), "activated-by": "Irene Riva", provider: "Anagrafe del Comune di Milano" });
      await sound(worker.page, "services");
      await worker.button("Salva");
      await worker.reads("Residenza anagrafica");
      await worker.page.goto(pathway);
      await worker.link("Scrivi una verifica");
      await worker.fill({ "held-on": day(0), done: "Residenza chiesta", decisions: "Si continua da soli", "next-review": day(90) });
      await worker.button("Salva");
      await worker.reads("Si continua da soli");
      await worker.page.goto(pathway);
      await sound(worker.page, "pathway");
      await worker.link("Chiudi il percorso");
      await worker.fill({ "closed-on": day(0), reason: "autonomy-reached", result: "Hanno una casa in affitto", home: "own", work: "temporary", ties: "some" });
      await sound(worker.page, "closing");
      await worker.button("Chiudi il percorso");
      await worker.reads("Percorso chiuso");
      for (const months of [3, 6, 12]) await worker.reads(`Richiamo a ${months} mesi`);
      await worker.link("Cronologia");
      for (const fact of ["Percorso chiuso", "Passo fatto", "Progetto firmato", "Usata la scala di autonomia"]) await worker.reads(fact);
      await sound(worker.page, "timeline");
    });

    await t.test("the monitoring table counts it, and every figure leads to its records", async () => {
      const after = await table();
      await sound(officer.page, "monitoring");
      const raised = Object.keys(after).filter((row) => after[row] > (before[row] ?? 0));
      console.log(`rows raised: ${raised.join(" · ")}`);
      for (const row of [/Segnalat|referral/i, /Pres[aeio] in carico/i, /firmat/i, /[Pp]ass/, /[Ss]erviz/, /[Cc]hius/]) {
        assert.ok(raised.some((one) => row.test(one)), `no row like ${row} was raised; raised are: ${raised.join(", ")}`);
      }
      const figure = officer.page.locator("tr", { hasText: "Segnalazioni ricevute" }).locator("td a").first();
      const said = Number(await figure.innerText());
      await officer.press(figure);
      assert.match(officer.page.url(), /records/);
      await officer.reads(`${said} risultati`);
      await sound(officer.page, "monitoring-records");
    });
  } catch (error) {
    for (const one of [desk, office, figures]) await shot(one.page, "main-job-where-it-failed").catch(() => {});
    for (const one of [desk, office, figures]) await one.browser.close();
    throw error;
  }
  for (const one of [desk, office, figures]) await one.close();
});
