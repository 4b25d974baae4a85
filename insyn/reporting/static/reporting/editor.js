// Turns each textarea marked data-rich-text into an editor. Without JavaScript the textarea is written in as it is.
// The editor's module is imported by its own address: the package's import map would need an inline script, which the
// content security policy refuses. Nor are its own menu and style taken, which write style elements and English words.
import { fromOutside } from "./pasted.js";
import { toolbar } from "./toolbar.js";

const script = document.getElementById("rich-text-editor");
const areas = [...document.querySelectorAll("textarea[data-rich-text]")];

if (script && areas.length) {
  const editor = await import(script.dataset.editor);
  areas.forEach((area) => take(editor, area));
}

function take(editor, area) {
  const frame = document.createElement("div");
  frame.className = "rich-text";
  area.before(frame);
  frame.append(area);
  area.hidden = true;
  const made = new editor.Editor({
    element: frame,
    editable: !area.disabled,
    extensions: [
      editor.Document, editor.Paragraph, editor.Text, editor.HardBreak, editor.Gapcursor, editor.Dropcursor,
      editor.History, editor.Bold, editor.Italic, editor.Underline, editor.BulletList, editor.OrderedList,
      editor.ListItem, editor.Blockquote, editor.Link, editor.Heading.configure({ levels: [3, 4] }),
    ],
    content: area.value,
    injectCSS: false,
    editorProps: { transformPastedHTML: fromOutside },
    onUpdate: ({ editor: now }) => keep(area, now),
  });
  const label = document.querySelector(`label[for="${area.id}"]`);
  frame.prepend(toolbar(made, label ? label.firstChild.textContent.trim() : "text"));
  speak(area, made.view.dom, label);
  // What the draft's keeper fills in is shown.
  area.form?.addEventListener("insyn:filled", () => made.commands.setContent(area.value));
}

// The textarea is what is sent, and the draft's keeper hears that something was typed. A text without words is empty.
function keep(area, now) {
  area.value = now.isEmpty ? "" : now.getHTML();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Those who listen hear a text field with the field's own label, hint and fault; links to the field lead to the text.
function speak(area, text, label) {
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  if (label) {
    label.id ||= `${area.id}-label`;
    text.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => text.focus());
  }
  for (const kind of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(kind)) text.setAttribute(kind, area.getAttribute(kind));
  }
  text.id = area.id;
  area.removeAttribute("id");
}
