// Sort, search and filter the table of integrations; what was chosen stays when the rows are renewed.
let column = -1, descending = false;

function find() {
  const table = document.querySelector("table.status-table");
  return { table, rows: [...table.tBodies[0].rows], form: document.getElementById("status-form") };
}

function filter() {
  const { rows, form } = find();
  if (!form) return;
  const words = form.search.value.toLowerCase().split(/\s+/).filter(Boolean), phase = form.phase.value;
  let count = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word)) || (phase !== "" && row.dataset.phase !== phase);
    count += row.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = `${count} of ${rows.length} shown; a heading sorts the rows`;
}

function sort() {
  const { table, rows } = find();
  const heads = table.tHead.rows[0].cells;
  for (const head of heads) head.removeAttribute("aria-sort");
  if (column < 0) return;
  heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
  const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  rows.sort((one, two) => {
    const a = key(one), b = key(two);
    if (a === "" || b === "") return (a === "") - (b === "");
    return descending ? compare(b, a) : compare(a, b);
  });
  table.tBodies[0].append(...rows);
}

function show() {
  if (!document.querySelector("table.status-table")) return;
  const { form } = find();
  if (form) form.hidden = false;
  sort();
  filter();
}

document.addEventListener("click", (event) => {
  const head = event.target.closest?.("table.status-table thead th");
  if (!head) return;
  descending = column === head.cellIndex && !descending;
  column = head.cellIndex;
  sort();
});
document.addEventListener("input", (event) => { if (event.target.closest?.("#status-form")) filter(); });
document.addEventListener("submit", (event) => { if (event.target.id === "status-form") event.preventDefault(); });
document.addEventListener("studio:refreshed", show);
show();
