// A long <select data-search> becomes a field one types in; the select stays and is what is sent.

function optionsOf(select) {
  return [...select.options].filter((option) => option.value !== "");
}

function matches(option, words) {
  const text = option.textContent.toLowerCase();
  return words.every((word) => text.includes(word));
}

function build(select) {
  const box = document.createElement("div");
  box.className = "search-select";
  const input = document.createElement("input");
  const list = document.createElement("ul");
  input.className = "ds-input";
  input.type = "text";
  input.autocomplete = "off";
  input.id = `${select.id}_sok`;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", `${select.id}_lista`);
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  // What no choice means, such as "Alla".
  const none = [...select.options].find((option) => option.value === "");
  if (none) input.placeholder = none.textContent.trim().replace(/^-+$/, "");
  list.id = `${select.id}_lista`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (label) {
    label.htmlFor = input.id;
    list.setAttribute("aria-label", label.textContent.trim());
  }
  box.append(input, list);
  return { box, input, list };
}

function enhance(select) {
  const { box, input, list } = build(select);
  let active = -1;
  const chosen = () => select.selectedOptions[0];
  const show = () => { input.value = chosen() && chosen().value ? chosen().textContent.trim() : ""; };

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const items = [...list.querySelectorAll("[role=option]")];
    if (!items.length) return;
    active = (index + items.length) % items.length;
    items.forEach((item, place) => item.classList.toggle("active", place === active));
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }

  function choose(value) {
    select.value = value;
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
    show();
    close();
  }

  function open(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = optionsOf(select).filter((option) => matches(option, words)).slice(0, 60);
    list.replaceChildren(...found.map((option, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}_${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(option.selected));
      item.textContent = option.textContent;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option.value); });
      return item;
    }));
    if (!found.length) {
      const item = document.createElement("li");
      item.setAttribute("role", "presentation");
      item.className = "no-match";
      item.textContent = "Inget alternativ passar. Skriv något annat.";
      list.append(item);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    active = -1;
  }

  // Typing only narrows the list: nothing is chosen yet, and nobody outside need know.
  input.addEventListener("input", (event) => { event.stopPropagation(); open(input.value); });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", () => { if (list.hidden) open(""); });
  input.addEventListener("blur", () => {
    if (input.value === "" && !select.required) choose("");
    show();
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open("");
      mark(event.key === "ArrowDown" ? active + 1 : active - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      const value = optionsOf(select).find((option) => option.textContent === list.children[active].textContent);
      choose(value.value);
    } else if (event.key === "Escape") {
      show();
      close();
    }
  });
  select.addEventListener("change", show);
  select.hidden = true;
  select.removeAttribute("required");
  delete select.dataset.search;
  select.before(box);
  show();
}

export function enhanceSelects(root) {
  root.querySelectorAll("select[data-search]").forEach(enhance);
}
