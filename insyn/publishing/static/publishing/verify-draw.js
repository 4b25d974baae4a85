/* The page: runs the verifier on what the page itself holds, and on a file that the visitor chooses. Asks no server. */
(() => {
  "use strict";

  const draw = globalThis.insynDraw;
  if (typeof document === "undefined") return;

  const GROUNDS = { complaints: "klagomål", commissioners: "beställare", random: "slump" };
  const byId = (id) => document.getElementById(id);
  const shown = (element) => element.textContent.trim();

  const different = (fact) => ({ ok: false, fact });

  /** What a reader sees on the page must be what was recomputed, not only what the page carries unseen. */
  function pageDifference({ lines, data }) {
    for (const element of document.querySelectorAll("[data-draw-fact]")) {
      const name = element.dataset.drawFact;
      if (shown(element) !== String(data[name]).trim()) {
        return different(`Sidan visar ”${shown(element)}” som ${name}, men protokollet säger ”${data[name]}”.`);
      }
    }
    const rows = [...document.querySelectorAll("[data-draw-line]")];
    if (rows.length > 0 && rows.length !== lines.length) {
      return different(`Sidan visar ${rows.length} avtal, men omräkningen ger ${lines.length}.`);
    }
    for (const row of rows) {
      const fault = rowDifference(row, lines[Number(row.dataset.drawLine) - 1]);
      if (fault) return fault;
    }
    return null;
  }

  function rowDifference(row, line) {
    const number = row.dataset.drawLine;
    if (!line) return different(`Sidan visar en rad ${number} som omräkningen inte ger.`);
    for (const cell of row.querySelectorAll("[data-draw-field]")) {
      const name = cell.dataset.drawField;
      const expected = name === "ground" ? GROUNDS[line.ground] : String(line[name] ?? "");
      const found = name === "ground" ? shown(cell).toLowerCase() : shown(cell);
      if (found !== expected) {
        return different(`Rad ${number} på sidan skiljer sig: sidan visar ”${found}”, omräkningen ger ”${expected}”.`);
      }
    }
    return null;
  }

  function say(region, outcome, milliseconds) {
    const first = document.createElement("p");
    const second = document.createElement("p");
    first.className = "notice-title";
    if (outcome.ok) {
      first.textContent = "Omräkningen stämmer.";
      second.textContent =
        `${outcome.lines.length} av ${outcome.contracts} avtal är utvalda precis som urvalsramen och fröet ger. ` +
        `Räknat i din webbläsare på ${Math.max(1, Math.round(milliseconds))} ms, utan att något skickades.`;
    } else {
      first.textContent = "Omräkningen stämmer inte.";
      second.textContent = `Första skillnaden: ${outcome.fact}`;
    }
    region.dataset.color = outcome.ok ? "success" : "danger";
    region.replaceChildren(first, second);
    region.hidden = false;
  }

  async function run(region, verify) {
    const begun = performance.now();
    try {
      const outcome = await verify();
      say(region, outcome, performance.now() - begun);
    } catch (error) {
      say(region, different(`kontrollen gick inte att genomföra (${error.message}).`), 0);
    }
  }

  async function checkPage() {
    await run(byId("draw-outcome"), async () => {
      let value = null;
      try {
        value = JSON.parse(byId("draw-protocol").textContent);
      } catch {
        return different("protokollet på sidan går inte att läsa.");
      }
      const outcome = await draw.verifyData(value);
      return (outcome.ok && pageDifference(outcome)) || outcome;
    });
  }

  async function checkFile(input) {
    const [file] = input.files;
    if (!file) return;
    await run(byId("draw-file-outcome"), async () => draw.verifyFile(new Uint8Array(await file.arrayBuffer())));
  }

  function start() {
    if (!byId("draw-outcome") || !byId("draw-protocol")) return;
    for (const element of document.querySelectorAll("[data-draw-live]")) element.hidden = false;
    byId("draw-again")?.addEventListener("click", checkPage);
    byId("draw-file")?.addEventListener("change", (event) => checkFile(event.target));
    checkPage();
  }

  start();
})();
