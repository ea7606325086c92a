// Spreadsheet manners for [data-grid]: arrows and Enter walk through the cells, Space marks.
// One walks on the controls themselves, so Tab and a screen reader keep working as ever.
const CONTROL = "input:not([type=hidden]), select, textarea, button, a[href]";

const rowsOf = (grid) => [...grid.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td " + CONTROL));
const cellsOf = (row) => [...row.cells];

function move(grid, from, down, right) {
  const rows = rowsOf(grid);
  let y = rows.indexOf(from.closest("tr"));
  let x = cellsOf(rows[y]).indexOf(from.closest("td, th"));
  for (;;) {
    y += down;
    x += right;
    const cell = rows[y]?.cells[x];
    if (!cell) return false;
    const control = [...cell.querySelectorAll(CONTROL)].find((found) => !found.disabled);
    if (control) {
      control.focus();
      if (control.matches("input[type=text], input[type=number]")) control.select();
      return true;
    }
  }
}

const atEdge = (el, right) => {
  if (!el.matches("input[type=text], input[type=search], input[type=tel], textarea")) return true;
  const whole = el.selectionStart === 0 && el.selectionEnd === el.value.length;
  return whole || (el.selectionStart === el.selectionEnd && el.selectionStart === (right > 0 ? el.value.length : 0));
};

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.addEventListener("keydown", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  if (!grid || event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("tbody")) return;
  const el = event.target;
  let step = STEPS[event.key];
  if (event.key === "Enter" && !el.matches("button, a, textarea")) step = event.shiftKey ? [-1, 0] : [1, 0];
  if (!step) return;
  if (el.matches("select, textarea") && step[0] && event.key !== "Enter") return;
  if (step[1] && !atEdge(el, step[1])) return;
  if (event.key === "Enter" || step[0] || step[1]) event.preventDefault();
  move(grid, el, step[0], step[1]);
});
