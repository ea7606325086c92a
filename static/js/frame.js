// The frame: "/" leads to the search box, menus close when one looks elsewhere.
const typing = (el) => el.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const box = document.getElementById("site-search");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
  if (event.key === "Escape") {
    if (event.target.id === "site-search") event.target.blur();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A part that could not be fetched says so instead of doing nothing.
document.addEventListener("htmx:sendError", () => {
  const list = document.getElementById("messages");
  if (!list || list.querySelector("[data-lost]")) return;
  const item = document.createElement("li");
  item.className = "notice notice--bad";
  item.dataset.lost = "";
  item.textContent = document.body.dataset.wordsLost;
  list.append(item);
});
document.addEventListener("htmx:afterOnLoad", () => document.querySelector("[data-lost]")?.remove());

// A row of tabs too wide for the screen: the current one is scrolled into sight, and an edge beyond
// which more tabs lie fades out.
for (const row of document.querySelectorAll(".tabs")) {
  const tell = () => {
    row.toggleAttribute("data-before", row.scrollLeft > 1);
    row.toggleAttribute("data-after", row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
  };
  const here = row.querySelector("[aria-current]")?.getBoundingClientRect();
  if (here) row.scrollLeft += here.left + here.width / 2 - row.getBoundingClientRect().left - row.clientWidth / 2;
  row.addEventListener("scroll", tell, { passive: true });
  new ResizeObserver(tell).observe(row);
}
