// What somebody types into a form of work is kept while it is typed: on the server a moment after the last keystroke,
// and in this browser, under the member's own id, until the server has it. When the form is opened again it is filled
// in, and says so. No draft is ever offered to another member; signing out forgets what is left in this browser.

const { member } = document.body.dataset;
const words = document.querySelector("#draft-words");
const STEM = "soglia-draft|";
const OWN = `${STEM}${member}|`;
const DAYS_IN_BROWSER = 7;
const here = () => location.pathname + location.search;

const drafts = new Map();

/** The draft of a form, if it is one that keeps drafts: none with a password, none marked so, none without a member. */
export function draftOf(form) {
  const typed = "textarea, select, input:not([type=hidden], [type=file])";
  if (!words || !member || !form.querySelector(typed) || "undrafted" in form.dataset || form.querySelector("[type=password]")) return undefined;
  const draft = new Draft(form);
  drafts.set(draft.path, draft);
  return draft;
}

class Draft {
  constructor(form) {
    this.form = form;
    this.path = new URL(form.getAttribute("action") ?? "", location).pathname;
    this.key = OWN + this.path;
    this.tries = 0;
    form.addEventListener("submit", (event) => this.submit(event), true);
  }

  /** Notes what stands in the form; answers whether it is safe from leaving the page. */
  keep() {
    if (this.refused) return false;
    const entry = { at: Date.now(), typed: typedIn(this.form) };
    try {
      localStorage.setItem(this.key, JSON.stringify(entry));
    } catch {
      return false; // No room, or none allowed: the server alone keeps it.
    } finally {
      this.newest = entry;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), entry.at - (this.asked ?? 0) > 10_000 ? 300 : 1000);
    }
    return true;
  }

  /** Sends the newest, one at a time. */
  send() {
    clearTimeout(this.timer);
    if (!this.newest || this.leaving) return this.sending;
    this.sending ??= this.post(this.newest).finally(() => {
      this.sending = undefined;
      if (this.newest && !this.tries) this.send();
    });
    return this.sending;
  }

  async post(entry, renewed = false) {
    this.asked = Date.now();
    const body = new URLSearchParams({
      csrf: this.form.querySelector("[name=csrf]").value,
      form: this.path,
      page: here(),
      title: document.querySelector("h1")?.textContent ?? "",
      typed: JSON.stringify(entry.typed),
    });
    let answer;
    try {
      answer = await fetch("/drafts", { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(10_000) });
      if (answer.ok) return this.kept(entry, (await answer.json()).said);
    } catch {
      return this.later("offline");
    }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      if (!renewed && (await renew())) return this.post(entry, true);
      return this.later("ended");
    }
    if (answer.status >= 500) return this.later("offline");
    this.newest = undefined;
    const why = { 409: "many", 413: "large" }[answer.status] ?? "none";
    if (why === "none") {
      this.refused = true; // What the server never keeps does not lie in this browser either.
      localStorage.removeItem(this.key);
    }
    this.say(words.dataset[why]);
  }

  kept(entry, said) {
    this.tries = 0;
    if (this.newest === entry) {
      this.newest = undefined;
      localStorage.removeItem(this.key);
    }
    this.say(said);
  }

  later(why) {
    this.tries += 1;
    this.timer = setTimeout(() => this.send(), Math.min(1000 * 2 ** this.tries, 30_000));
    this.say(words.dataset[why], why === "ended");
  }

  /** A quiet line at the end of the form; with the way back in where the session ended. */
  say(text, withDoor = false) {
    if (!this.line) {
      this.line = document.createElement("p");
      this.line.className = "draft-said";
      this.line.setAttribute("role", "status");
      this.form.append(this.line);
    }
    this.line.textContent = text;
    if (!withDoor) return;
    const door = document.createElement("a");
    door.href = `/sign-in?next=${encodeURIComponent(here())}`;
    door.target = "_blank";
    door.rel = "noopener";
    door.textContent = words.dataset.door;
    this.line.append(" ", door);
  }

  /** A draft on its way must not arrive after the form that it is a draft of. */
  async submit(event) {
    clearTimeout(this.timer);
    if (this.sending) {
      event.preventDefault();
      event.stopPropagation();
      const { submitter } = event;
      this.newest = undefined;
      await this.sending;
      this.form.requestSubmit(submitter);
      return;
    }
    this.leaving = true;
    setTimeout(() => { this.leaving = false; }, 8000);
  }

  /** Fills the form in with what was kept, and says so, with a button that throws it away. */
  resume({ typed, said }) {
    if (JSON.stringify(typed) === JSON.stringify(typedIn(this.form))) return;
    fill(this.form, typed);
    const notice = words.content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-said]").textContent = said;
    notice.querySelector("[name=form]").value = this.path;
    notice.querySelector("[name=next]").value = here();
    notice.querySelector("form").addEventListener("submit", () => {
      this.leaving = true;
      clearTimeout(this.timer);
      localStorage.removeItem(this.key);
    });
    this.form.before(notice);
    for (let fold = this.form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

/** Names and values as they would be sent, without the token; a choice between two versions counts as the one chosen. */
function typedIn(form) {
  const sent = [...new FormData(form)].filter(([name, value]) => name !== "csrf" && typeof value === "string");
  const theirs = sent.filter(([name, value]) => name.startsWith("take.") && value === "theirs").map(([name]) => name.slice(5));
  const base = JSON.parse(sent.find(([name]) => name === "base")?.[1] || "{}");
  return sent
    .filter(([name]) => !name.startsWith("take.") && !theirs.includes(name))
    .concat(theirs.flatMap((name) => (base[name] ?? []).map((value) => [name, value])));
}

/** Puts what was kept into the fields, the marks of the version that it was made from among them. */
function fill(form, typed) {
  const values = new Map();
  for (const [name, value] of typed) values.set(name, [...(values.get(name) ?? []), value]);
  for (const one of form.elements) {
    const said = values.get(one.name);
    if (["", "csrf", "next"].includes(one.name) || ["submit", "button", "file", "fieldset"].includes(one.type)) continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = said?.includes(one.value) ?? false;
    else if (said?.length) one.value = said.shift();
    else if (/-(id|seen)$/.test(one.name)) one.value = "";
  }
  for (const fold of form.querySelectorAll("details")) {
    fold.open ||= [...fold.querySelectorAll("input, textarea")].some((one) => one.type !== "hidden" && typed.some(([name, value]) => name === one.name && value));
  }
}

/** After signing in anew elsewhere, this page goes on with the new session's token, if it is the same member's. */
async function renew() {
  const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(page, "text/html");
  const token = fresh.querySelector("[name=csrf]")?.value;
  if (!token || fresh.body.dataset.member !== member) return false;
  for (const one of document.querySelectorAll("[name=csrf]")) one.value = token;
  return true;
}

function* left() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(STEM)) yield key;
}

function local(draft) {
  const entry = JSON.parse(localStorage.getItem(draft.key) ?? "null");
  return entry && { ...entry, saved: entry.at, said: words.dataset.local, here: true };
}

/** Forgets what the server has taken and what has lain too long, then offers what is left. */
export async function resumeDrafts() {
  const taken = document.cookie.match(/__Host-soglia-taken=([^;]*)/)?.[1];
  if (taken) {
    if (member) localStorage.removeItem(OWN + taken);
    document.cookie = "__Host-soglia-taken=; Path=/; Secure; SameSite=Lax; Max-Age=0";
  }
  const oldest = Date.now() - DAYS_IN_BROWSER * 86_400_000;
  for (const key of left()) if (!(JSON.parse(localStorage.getItem(key)).at > oldest)) localStorage.removeItem(key);
  if (!drafts.size) return;
  // The answer to a form that was sent shows what was sent, which is the newest there is.
  if ("posted" in document.body.dataset) return void drafts.get(location.pathname)?.keep();
  const query = new URLSearchParams([...drafts.keys()].map((path) => ["form", path]));
  const answer = await fetch(`/drafts/kept?${query}`, { redirect: "manual" }).catch(() => undefined);
  const kept = answer?.ok ? (await answer.json()).items : [];
  for (const draft of drafts.values()) {
    if (draft.newest) continue; // Typing has begun already.
    const both = [local(draft), kept.find(({ form }) => form === draft.path)].filter(Boolean);
    const newest = both.sort((one, other) => other.saved - one.saved)[0];
    if (!newest) continue;
    draft.resume(newest);
    if (newest.here) draft.keep();
  }
}

const again = () => { for (const draft of drafts.values()) if (draft.newest) draft.send(); };
window.addEventListener("online", again);
window.addEventListener("focus", again);

// Signing out forgets what this browser still holds of the member.
document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
  for (const key of left()) if (key.startsWith(OWN)) localStorage.removeItem(key);
});
