// The editor's tools. One stop for the tab key, then arrow keys, Home and End; Escape goes back to the text.
import { askForLink } from "./link.js";

const SHAPES = {
  bullets: "M3 4.5h.01M3 8h.01M3 11.5h.01M6.5 4.5H14M6.5 8H14M6.5 11.5H14",
  numbers: "M2 3.5l1-.5v3M2 9.6c.2-1 1.8-1 1.8 0 0 .7-1.8 1.4-1.8 2.4h2M6.5 4.5H14M6.5 8H14M6.5 11.5H14",
  undo: "M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6",
  redo: "m10 3 3 3-3 3m3-3H6.5a3.5 3.5 0 0 0 0 7H10",
};

const GROUPS = [
  [
    { name: "Rubrik", words: "Rubrik", is: ["heading", { level: 3 }], run: (chain) => chain.toggleHeading({ level: 3 }) },
    { name: "Underrubrik", words: "Underrubrik", is: ["heading", { level: 4 }], run: (chain) => chain.toggleHeading({ level: 4 }) },
  ],
  [
    { name: "Fet", words: "F", keys: "Control+B", is: ["bold"], run: (chain) => chain.toggleBold() },
    { name: "Kursiv", words: "K", keys: "Control+I", is: ["italic"], run: (chain) => chain.toggleItalic() },
    { name: "Understruken", words: "U", keys: "Control+U", is: ["underline"], run: (chain) => chain.toggleUnderline() },
  ],
  [
    { name: "Punktlista", shape: "bullets", is: ["bulletList"], run: (chain) => chain.toggleBulletList() },
    { name: "Numrerad lista", shape: "numbers", is: ["orderedList"], run: (chain) => chain.toggleOrderedList() },
    { name: "Citat", words: "Citat", is: ["blockquote"], run: (chain) => chain.toggleBlockquote() },
    { name: "Länk", words: "Länk", is: ["link"], opens: askForLink },
  ],
  [
    { name: "Ångra", shape: "undo", keys: "Control+Z", can: (can) => can.undo(), run: (chain) => chain.undo() },
    { name: "Gör om", shape: "redo", keys: "Control+Shift+Z", can: (can) => can.redo(), run: (chain) => chain.redo() },
  ],
];

export function toolbar(editor, field) {
  const bar = document.createElement("div");
  bar.className = "rich-text-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Utseende: ${field}`);
  const made = [];
  for (const group of GROUPS) {
    const box = document.createElement("div");
    box.append(...group.map((tool) => {
      const button = buttonOf(tool, editor);
      made.push({ tool, button });
      return button;
    }));
    bar.append(box);
  }
  const show = () => made.forEach(({ tool, button }) => showState(tool, button, editor));
  editor.on("transaction", show);
  show();
  walkByKeys(bar, made.map(({ button }) => button), editor);
  return bar;
}

function buttonOf(tool, editor) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = tool.name;
  button.dataset.tool = tool.name;
  button.setAttribute("aria-label", tool.name);
  if (tool.keys) button.setAttribute("aria-keyshortcuts", tool.keys);
  if (tool.opens) button.setAttribute("aria-haspopup", "dialog");
  button.append(tool.shape ? drawn(SHAPES[tool.shape]) : tool.words);
  // What is marked in the text stays marked.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (tool.opens) {
      tool.opens(editor);
    } else {
      // At once, so that not even the next key is lost.
      editor.view.focus();
      tool.run(editor.chain()).run();
    }
  });
  return button;
}

function showState(tool, button, editor) {
  if (tool.is) button.setAttribute("aria-pressed", String(editor.isActive(...tool.is)));
  if (tool.can) button.setAttribute("aria-disabled", String(!tool.can(editor.can())));
}

function walkByKeys(bar, buttons, editor) {
  const stop = (at) => buttons.forEach((button, place) => { button.tabIndex = place === at ? 0 : -1; });
  stop(0);
  bar.addEventListener("focusin", (event) => stop(buttons.indexOf(event.target)));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[to].focus();
    } else if (event.key === "Escape") {
      editor.view.focus();
    }
  });
}

function drawn(path) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}
