// What every page gains from JavaScript. Nothing here is needed: each page works without it.
import { keepDrafts } from "./drafts.js";
import { enhanceSelects } from "./search-select.js";

// The form came back with faults: lead the reader to the summary of them.
function focusSummary(root) {
  const summary = root.querySelector("[data-autofocus]");
  if (summary) summary.focus();
}

// A second press while the first is on its way would only be sent twice.
function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  // Back to a page kept in memory: its forms may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
}

// A menu that opens over the page closes when one looks elsewhere.
function closeMenus() {
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.person-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.person-menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

// A part of the page that could not be fetched says so, and how to go on; nothing that was typed is lost.
const FAULTS = {
  sendError: "Det gick inte att nå Insyn. Kontrollera nätet och försök igen.",
  responseError: "Det gick inte att visa det du bad om. Ladda om sidan och försök igen.",
  timeout: "Svaret dröjde för länge. Försök igen.",
};

function tellFaults() {
  for (const [name, text] of Object.entries(FAULTS)) {
    document.addEventListener(`htmx:${name}`, () => {
      const place = document.querySelector(".messages");
      if (!place) return;
      const alert = document.createElement("div");
      alert.className = "ds-alert";
      alert.dataset.color = "danger";
      alert.textContent = text;
      place.replaceChildren(alert);
      place.scrollIntoView({ block: "nearest" });
    });
  }
}

// The person has signed out elsewhere: a part of a page must not become the sign-in page.
function leaveForSignIn() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const address = event.detail.xhr.responseURL;
    if (address && new URL(address).pathname === "/konto/logga-in/") {
      event.detail.shouldSwap = false;
      location.assign(address);
    }
  });
}

function enhance(root) {
  enhanceSelects(root);
  keepDrafts(root);
  focusSummary(root);
}

guardForms();
closeMenus();
tellFaults();
leaveForSignIn();
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
