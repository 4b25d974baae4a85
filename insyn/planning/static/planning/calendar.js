// Moves a planned follow-up to the month it is dropped on, by the same form that the keyboard uses.
let dragged = null;

function target(event) {
  return dragged && event.target.closest ? event.target.closest("[data-month]") : null;
}

function mark(month) {
  document.querySelectorAll(".month.over").forEach((each) => each.classList.remove("over"));
  if (month) month.classList.add("over");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest ? event.target.closest("[data-planned]") : null;
  if (dragged) event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
});

document.addEventListener("dragover", (event) => {
  const month = target(event);
  if (!month) return;
  event.preventDefault();
  mark(month);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("drop", (event) => {
  const month = target(event);
  if (!month) return;
  event.preventDefault();
  const form = dragged.querySelector("form");
  if (month.contains(dragged) || !form) return;
  form.elements.month.value = month.dataset.month;
  form.requestSubmit();
});
