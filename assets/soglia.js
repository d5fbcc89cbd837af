// What the pages gain where scripts run. Every journey works without this file.
import { draftOf, resumeDrafts } from "./drafts.js";

// After a refused form, the list of what to mend is read and reached first.
document.querySelector("[data-errors]")?.focus();

// What is typed is kept as a draft; leaving a form whose typing could not be kept asks first, sending it does not.
let changed = false;
for (const form of document.querySelectorAll("form[method=post]:not([data-unguarded])")) {
  const draft = draftOf(form);
  if (!draft && document.querySelector("[data-errors]")) changed = true;
  form.addEventListener("input", () => { changed = !draft?.keep(); });
}
resumeDrafts();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
  changed = false;
});
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
// A page brought back by the Back button may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Escape, or a press elsewhere, closes an open menu or question and gives the focus back.
const folds = "details[data-fold][open]";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  // What stands there because somebody points at it goes as well, until they point at it anew.
  const pointed = document.querySelector(".menu:hover");
  pointed?.setAttribute("data-shut", "");
  pointed?.addEventListener("pointerleave", () => pointed.removeAttribute("data-shut"), { once: true });
  const open = document.activeElement?.closest(folds);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(folds)) if (!open.contains(event.target)) open.open = false;
});

// Long work goes on by itself, one request after another, until it is done or somebody follows another link.
document.querySelector("form[data-continue]")?.requestSubmit();

// Buttons that only make sense with scripts show themselves.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
