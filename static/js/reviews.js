// The review grid: a row saves when one leaves it or presses Enter, and says how it stands.
// Without this script each row has its own Save button.
const grid = document.querySelector("[data-reviews]");
const words = grid.dataset;

const rowOf = (node) => node.closest?.("tbody tr");
const formOf = (row) => row.querySelector("form");
const boxesOf = (row) => row.querySelectorAll("input[type=checkbox]");

function say(row, sign, text) {
  const state = row.querySelector(".grid__state");
  const tag = document.createElement("span");
  tag.className = `state state--${sign}`;
  tag.textContent = text;
  state.replaceChildren(tag);
}

function save(row) {
  if (row.dataset.saving) return;
  formOf(row)?.requestSubmit();
}

grid.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  if (!row || !event.target.matches("input[type=checkbox]")) return;
  row.dataset.dirty = "";
  row.dataset.touched = "";
  say(row, "wait", words.wordsWaiting);
});

// Leaving a row that was changed saves it; a row in conflict waits for a decision.
grid.addEventListener("focusout", (event) => {
  const row = rowOf(event.target);
  if (!row || row.contains(event.relatedTarget) || !("touched" in row.dataset)) return;
  save(row);
});

// Enter saves the row, changed or not: "looked at, and it is so". grid.js moves on to the next.
grid.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (row && event.key === "Enter" && event.target.matches("input[type=checkbox]")) save(row);
}, true);

grid.addEventListener("htmx:beforeRequest", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  row.dataset.saving = "";
  delete row.dataset.touched;
  for (const box of boxesOf(row)) if (box !== document.activeElement) box.disabled = true;
  say(row, "quiet", words.wordsSaving);
});

// A conflict or a wrong day comes back as the row that explains it.
grid.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if ((xhr.status === 409 || xhr.status === 422) && xhr.responseText.includes("<tr")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

function failed(event) {
  const row = rowOf(event.target);
  if (!row?.isConnected) return;
  delete row.dataset.saving;
  row.dataset.touched = "";
  for (const box of boxesOf(row)) box.disabled = false;
  say(row, "bad", words.wordsLost);
}
grid.addEventListener("htmx:sendError", failed);
grid.addEventListener("htmx:responseError", failed);

// The line is back: what waited goes out, one row after the other.
window.addEventListener("online", () => {
  for (const row of grid.querySelectorAll("tr[data-touched]")) save(row);
});
window.addEventListener("beforeunload", (event) => {
  if (grid.querySelector("tr[data-touched], tr[data-saving]")) event.preventDefault();
});
