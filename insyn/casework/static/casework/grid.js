// The grid by keyboard: arrows move, a digit sets the result, 0 takes it back. Without this every cell is a link.
const RESULTS = ["", "fulfilled", "partly", "not_fulfilled", "not_applicable"];
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

const table = document.querySelector("[data-grid]");
if (table) table.addEventListener("keydown", pressed);

function pressed(event) {
  const cell = event.target.closest(".grid-cell");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) {
    event.preventDefault();
    move(cell, ...STEPS[event.key]);
  } else if (/^[0-4]$/.test(event.key) && cell.dataset.quick) {
    event.preventDefault();
    save(cell, RESULTS[Number(event.key)]);
  }
}

function neighbour(cell, down, right) {
  const rows = [...table.tBodies[0].rows];
  const row = rows.indexOf(cell.closest("tr")) + down;
  const column = cell.closest("td").cellIndex + right;
  return rows[row]?.cells[column]?.querySelector(".grid-cell");
}

function move(cell, down, right) {
  neighbour(cell, down, right)?.focus();
}

async function save(cell, result) {
  const place = cell.closest("td");
  const body = new FormData();
  document.querySelectorAll(".grid-token input").forEach((field) => body.append(field.name, field.value));
  body.set("result", result);
  place.toggleAttribute("aria-busy", true);
  try {
    const answer = await fetch(cell.dataset.quick, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
    const saved = place.querySelector(".grid-cell");
    saved.focus();
    move(saved, 1, 0);
  } catch {
    // Not saved: the cell's own page says why, and nothing typed is lost.
    place.querySelector(".grid-cell")?.setAttribute("data-failed", "");
  } finally {
    place.removeAttribute("aria-busy");
  }
}
