// Turns each textarea marked data-rich-text into an editor. Without JavaScript the textarea is written in as it is.
// The editor's module is imported by its own address: the package's import map would need an inline script, which the
// content security policy refuses.

const LABELS = {
  format_bold: "Fet",
  format_italic: "Kursiv",
  format_underlined: "Understruken",
  format_list_bulleted: "Punktlista",
  format_list_numbered: "Numrerad lista",
  format_quote: "Citat",
  link: "Länk",
  link_off: "Ta bort länken",
  undo: "Ångra",
  redo: "Gör om",
  title: "Underrubrik",
  notes: "Brödtext",
};

const script = document.getElementById("rich-text-editor");
const areas = [...document.querySelectorAll("textarea[data-rich-text]")];

if (script && areas.length) {
  const editor = await import(script.dataset.editor);
  areas.forEach((area) => take(editor, area));
}

function take(editor, area) {
  const { createTextareaEditor } = editor;
  const tools = [
    editor.Document, editor.Paragraph, editor.Text, editor.HardBreak, editor.Gapcursor, editor.Dropcursor,
    editor.History, editor.Menu,
    editor.Bold, editor.Italic, editor.Underline, editor.BulletList, editor.OrderedList, editor.ListItem,
    editor.Blockquote, editor.Link, editor.Heading.configure({ levels: [3, 4] }),
  ].filter(Boolean);
  const made = createTextareaEditor(area, tools);
  name(area, made.view ? made.view.dom : area.parentElement.querySelector(".ProseMirror"));
  // The draft's keeper hears what is typed, and what it fills in is shown.
  if (made.on) made.on("update", () => area.dispatchEvent(new Event("input", { bubbles: true })));
  if (area.form && made.commands) area.form.addEventListener("insyn:filled", () => made.commands.setContent(area.value));
  const menu = area.parentElement.querySelector(".prose-menubar");
  if (menu) speak(menu, area);
}

// Those who listen hear a text field with the field's own label, hint and fault.
function name(area, field) {
  if (!field) return;
  const label = document.querySelector(`label[for="${area.id}"]`);
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  if (label) {
    label.id ||= `${area.id}-label`;
    field.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => field.focus());
  }
  for (const kind of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(kind)) field.setAttribute(kind, area.getAttribute(kind));
  }
}

function speak(menu, area) {
  const label = document.querySelector(`label[for="${area.id}"]`);
  menu.setAttribute("role", "toolbar");
  menu.setAttribute("aria-label", `Utseende, ${label ? label.firstChild.textContent.trim() : "text"}`);
  menu.querySelectorAll(".prose-menubar__button, [class*='menubar__button']").forEach((button) => {
    const word = LABELS[button.textContent.trim()] || button.title;
    if (!word) return;
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", word);
    button.title = word;
    button.tabIndex = 0;
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
        button.click();
      }
    });
  });
}
