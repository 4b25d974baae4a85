// What is pasted from elsewhere, in the words of the editor. Word's lists are paragraphs with a painted bullet or number,
// its headings are of other levels, and others write bold and slanting as styles, which the policy does not let in.
const NUMBER = /^\(?(\d+|[a-zåäö]|[ivx]+)[.)]/i;
const KEPT = ["href", "colspan", "rowspan"];

export function fromOutside(html) {
  // What was copied in an editor of ours is as it should be.
  if (html.includes("data-pm-slice")) return html;
  const page = new DOMParser().parseFromString(readable(html), "text/html");
  page.querySelectorAll("script, meta, link, xml, title").forEach((part) => part.remove());
  gatherLists(page);
  page.querySelectorAll("h1, h2").forEach((heading) => rename(page, heading, "h3"));
  page.querySelectorAll("h5, h6").forEach((heading) => rename(page, heading, "h4"));
  page.querySelectorAll("[data-style]").forEach((part) => manner(page, part));
  page.querySelectorAll("p").forEach((paragraph) => paragraph.textContent.trim() || paragraph.remove());
  page.querySelectorAll("*").forEach((part) => [...part.attributes].forEach(({ name }) => KEPT.includes(name) || part.removeAttribute(name)));
  return page.body.innerHTML;
}

// Styles are read under another name, and the comments that only Word understands go.
function readable(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]>]*\]>/g, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function gatherLists(page) {
  let open = [];
  for (const paragraph of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li, table")) {
    const level = levelOf(paragraph);
    if (!level) {
      open = [];
      continue;
    }
    const kind = takeMarker(paragraph);
    // A list that was broken off by other text begins anew.
    if (open.length && open[0].nextElementSibling !== paragraph) open = [];
    open.length = Math.min(open.length, level);
    if (open.length === level && open[level - 1].localName !== kind) open.length = level - 1;
    while (open.length < level) begin(page, open, kind, paragraph);
    const point = page.createElement("li");
    const text = page.createElement("p");
    text.append(...paragraph.childNodes);
    point.append(text);
    open[level - 1].append(point);
    paragraph.remove();
  }
}

function levelOf(paragraph) {
  const style = paragraph.dataset.style || "";
  if (paragraph.localName !== "p" || !/mso-list:(?!\s*none)/i.test(style)) return 0;
  return Number(/\blevel(\d)/i.exec(style)?.[1] || 1);
}

function begin(page, open, kind, paragraph) {
  const list = page.createElement(kind);
  const above = open.at(-1);
  if (!above) {
    paragraph.before(list);
  } else {
    if (!above.lastElementChild) above.append(page.createElement("li"));
    above.lastElementChild.append(list);
  }
  open.push(list);
}

// The painted bullet or number is taken away, and says what kind of list it is.
function takeMarker(paragraph) {
  const marker = [...paragraph.querySelectorAll("[data-style]")].find((part) => /mso-list:\s*ignore/i.test(part.dataset.style));
  const words = (marker?.textContent || "").trim();
  marker?.remove();
  return NUMBER.test(words) ? "ol" : "ul";
}

function rename(page, part, name) {
  const made = page.createElement(name);
  made.append(...part.childNodes);
  part.replaceWith(made);
}

// Bold and slanting that are said by a style become elements, and elements that a style takes back become nothing.
function manner(page, part) {
  const style = part.dataset.style;
  const is = (name) => new RegExp(`font-${name}\\s*:\\s*["']?([a-z0-9]+)`, "i").exec(style)?.[1].toLowerCase();
  const weight = is("weight");
  if (/^(b|strong)$/.test(part.localName) && /^(normal|400)$/.test(weight)) part.replaceWith(...part.childNodes);
  if (part.localName !== "span") return;
  if (/^(bold|[6-9]00)$/.test(weight)) wrap(page, part, "strong");
  if (is("style") === "italic") wrap(page, part, "em");
}

function wrap(page, part, name) {
  const made = page.createElement(name);
  made.append(...part.childNodes);
  part.append(made);
}
