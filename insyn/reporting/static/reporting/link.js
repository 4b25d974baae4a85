// Asks where a link leads. Without anything marked, the address itself becomes the text.
const LEADS = /^(https?:\/\/|mailto:|tel:)/i;

export function askForLink(editor) {
  const dialog = document.createElement("dialog");
  dialog.className = "ds-dialog rich-text-link";
  dialog.setAttribute("aria-label", "Länk");
  const form = document.createElement("form");
  form.method = "dialog";
  const label = document.createElement("label");
  label.className = "ds-label";
  label.textContent = "Adress";
  const address = document.createElement("input");
  address.className = "ds-input";
  address.type = "text";
  address.inputMode = "url";
  address.value = editor.getAttributes("link").href || "";
  label.append(address);
  const buttons = document.createElement("div");
  buttons.className = "form-buttons";
  buttons.append(button("Spara länken", "save", "primary"));
  if (editor.isActive("link")) buttons.append(button("Ta bort länken", "remove", "secondary"));
  buttons.append(button("Avbryt", "", "tertiary"));
  form.append(label, buttons);
  dialog.append(form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    settle(editor, dialog.returnValue, address.value.trim());
  });
  document.querySelector("main").append(dialog);
  dialog.showModal();
  address.focus();
}

function button(words, value, variant) {
  const made = document.createElement("button");
  made.className = "ds-button";
  made.dataset.variant = variant;
  made.value = value;
  made.textContent = words;
  return made;
}

function settle(editor, choice, typed) {
  editor.view.focus();
  const chain = editor.chain();
  if (choice === "remove" || (choice === "save" && !typed)) {
    chain.extendMarkRange("link").unsetLink().run();
  } else if (choice === "save") {
    const href = LEADS.test(typed) ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
    if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    } else {
      chain.extendMarkRange("link").setLink({ href }).run();
    }
  }
}
