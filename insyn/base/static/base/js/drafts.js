// Keeps what is typed in a form with data-draft: at the server while it answers, in this browser while it does not.
const ADDRESS = "/konto/utkast/";
const PAUSE = 1500;
const RETRY = 10000;
const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "insyn_once"]);

class Draft {
  constructor(form) {
    this.form = form;
    this.address = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    this.key = `insyn-utkast:${form.dataset.draft}:${this.address}`;
    this.note = document.createElement("p");
    this.note.className = "saved-note";
    this.note.setAttribute("role", "status");
    (form.querySelector(".form-buttons") || form).after(this.note);
    this.begun = this.text();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.sent(event));
    window.addEventListener("online", () => this.kept() && this.save());
    this.offer();
  }

  fields() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (NEVER_KEPT.has(name) || typeof value !== "string") continue;
      if (this.form.elements[name]?.type === "password") continue;
      (fields[name] ||= []).push(value);
    }
    return fields;
  }

  text() {
    return JSON.stringify(this.fields());
  }

  typed() {
    clearTimeout(this.timer);
    this.leaving = false;
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  body() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("adress", this.address);
    return body;
  }

  async save() {
    if (this.leaving || this.text() === this.begun) return;
    const body = this.body();
    body.set("falt", this.text());
    try {
      const answer = await fetch(ADDRESS, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) throw new Error(answer.status);
      this.note.textContent = `Utkastet sparades ${(await answer.json()).saved}.`;
      localStorage.removeItem(this.key);
    } catch {
      if (this.leaving) return;
      this.keep();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), RETRY);
    }
  }

  // Without contact, or signed out: the text stays in this browser, for the same person, until it has been sent.
  keep() {
    try {
      const saved = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
      localStorage.setItem(this.key, JSON.stringify({ fields: this.fields(), saved }));
      this.note.textContent = "Ingen kontakt med servern. Det du skriver sparas i den här webbläsaren så länge.";
    } catch {
      this.note.textContent = "Ingen kontakt med servern. Det du skriver är inte sparat.";
    }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  sent(event) {
    clearTimeout(this.timer);
    if (navigator.onLine) {
      this.leaving = true;
      localStorage.removeItem(this.key);
      return;
    }
    // The browser would leave the page for one that says there is no network.
    event.preventDefault();
    event.stopImmediatePropagation();
    this.keep();
    this.note.textContent = "Ingen kontakt med nätet. Texten är kvar: skicka igen när du har kontakt.";
  }

  async offer() {
    const found = this.kept() || (await this.fetched());
    if (!found || JSON.stringify(found.fields) === this.begun) return;
    const notice = document.createElement("div");
    notice.className = "ds-alert draft-offer";
    notice.dataset.color = "info";
    notice.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = `Du har ett osparat utkast från ${found.saved}.`;
    const buttons = document.createElement("div");
    buttons.className = "draft-offer-buttons";
    buttons.append(
      this.button("Hämta utkastet", "secondary", () => { this.fill(found.fields); notice.remove(); }),
      this.button("Kasta utkastet", "tertiary", () => { this.discard(); notice.remove(); }),
    );
    notice.append(words, buttons);
    this.form.before(notice);
  }

  button(label, variant, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = variant;
    button.dataset.size = "sm";
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  }

  async fetched() {
    try {
      const answer = await fetch(`${ADDRESS}?adress=${encodeURIComponent(this.address)}`, { redirect: "manual" });
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  fill(fields) {
    const taken = {};
    for (const field of this.form.elements) {
      const values = fields[field.name];
      if (!field.name || NEVER_KEPT.has(field.name) || field.type === "file") continue;
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = (values || []).includes(field.value);
      } else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = (values || []).includes(option.value);
      } else if (values) {
        const index = taken[field.name] || 0;
        taken[field.name] = index + 1;
        if (index < values.length) field.value = values[index];
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    // For editors that show something else than the field itself.
    this.form.dispatchEvent(new CustomEvent("insyn:filled", { bubbles: true }));
    this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  discard() {
    localStorage.removeItem(this.key);
    fetch(`${ADDRESS}kastat/`, { method: "POST", body: this.body(), redirect: "manual" }).catch(() => {});
  }
}

export function keepDrafts(root) {
  root.querySelectorAll("form[data-draft]").forEach((form) => {
    if (!form.draft) form.draft = new Draft(form);
  });
}
