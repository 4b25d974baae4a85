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

// The package's own way from textarea to editor writes a style element, which the policy refuses too: the same in our
// own words, with the style in editor.css.
function take(editor, area) {
  const tools = [
    editor.Document, editor.Paragraph, editor.Text, editor.HardBreak, editor.Gapcursor, editor.Dropcursor,
    editor.History, editor.Menu,
    editor.Bold, editor.Italic, editor.Underline, editor.BulletList, editor.OrderedList, editor.ListItem,
    editor.Blockquote, editor.Link, editor.Heading.configure({ levels: [3, 4] }),
  ].filter(Boolean);
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  area.before(frame);
  frame.append(area);
  const made = new editor.Editor({
    element: frame, editable: !area.disabled, extensions: tools, content: area.value, injectCSS: false,
    onUpdate: ({ editor: now }) => keep(area, now),
  });
  name(area, made.view.dom);
  // What the draft's keeper fills in is shown.
  if (area.form) area.form.addEventListener("insyn:filled", () => made.commands.setContent(area.value));
  const menu = frame.querySelector(".prose-menubar");
  if (menu) speak(menu, area);
}

// The textarea is what is sent, and the draft's keeper hears that something was typed. A text without words is empty.
function keep(area, now) {
  area.value = now.isEmpty ? "" : now.getHTML();
  area.dispatchEvent(new Event("input", { bubbles: true }));
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
