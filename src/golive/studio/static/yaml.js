// The text of a file: saved a moment after the last key, with the line of every problem marked.
import { notify, readAnswer, setVersion, showState } from "/static/studio.js";
import { refresh } from "/static/refresh.js";

const DELAY_MS = 400;
const text = document.getElementById("yaml-text");
const gutter = document.getElementById("yaml-gutter");
const conflict = document.getElementById("yaml-conflict");
const refused = document.getElementById("yaml-refused");
const url = `${document.body.dataset.url}/yaml`;
let timer = 0;
let saving = false;
let savedText = text?.value ?? "";

const isDirty = () => text.value !== savedText;

async function save() {
  clearTimeout(timer);
  if (saving || !isDirty() || !conflict.hidden) return;
  saving = true;
  showState("Saving", "is-busy");
  const sent = text.value;
  let response = null;
  try {
    response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: sent, digest: text.dataset.digest }) });
  } catch {
    showState("Not connected", "is-bad");
    notify("golive studio does not answer. What you typed stays here; start it again, and type on.");
  }
  if (response) await take(response, sent);
  saving = false;
  if (response?.ok && isDirty()) save();
}

async function take(response, sent) {
  const answer = await readAnswer(response);
  refused.hidden = true;
  if (response.ok) {
    savedText = sent;
    text.dataset.digest = answer.digest;
    setVersion(answer.version);
    await refresh();
    return;
  }
  showState("Not saved", "is-bad");
  if (response.status === 409) {
    conflict.dataset.digest = answer.digest;
    conflict.hidden = false;
  } else {
    refused.querySelector("p").textContent = answer.message;
    refused.hidden = false;
  }
}

/** Show the text as it is in the file now, at the same place. */
async function load() {
  const response = await fetch(`${url}/text`);
  if (!response.ok) return;
  const answer = await response.json();
  if (answer.text === null || saving) return;
  if (answer.text !== text.value) {
    const place = [text.scrollTop, text.selectionStart];
    text.value = answer.text;
    text.scrollTop = place[0];
    text.setSelectionRange(place[1], place[1]);
  }
  savedText = answer.text;
  text.dataset.digest = answer.digest;
  draw();
}

/** Number the lines, and mark those with a problem. */
function draw() {
  const marks = new Map();
  for (const row of document.querySelectorAll(".yaml-problems li[data-line]")) {
    if (marks.get(row.dataset.line) !== "fix") marks.set(row.dataset.line, row.dataset.kind);
  }
  const count = text.value.split("\n").length;
  const lines = Array.from({ length: count }, (_, index) => {
    const kind = marks.get(String(index + 1));
    return Object.assign(document.createElement("span"), { textContent: `${index + 1}\n`, className: kind ? `is-${kind}` : "" });
  });
  gutter.replaceChildren(...lines);
  gutter.scrollTop = text.scrollTop;
}

/** Put the cursor at a line and column, and show it. */
function go(line, column = 1) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const at = Math.min(start + Math.max(0, column - 1), start + (lines[line - 1]?.length ?? 0));
  text.focus({ preventScroll: true });
  text.setSelectionRange(at, start + (lines[line - 1]?.length ?? 0));
  const height = text.scrollHeight / lines.length;
  text.scrollTop = Math.max(0, (line - 4) * height);
  text.scrollLeft = 0;
  text.scrollIntoView({ block: "nearest" });
}

if (text) {
  draw();
  text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
  text.addEventListener("input", () => { draw(); clearTimeout(timer); timer = setTimeout(save, DELAY_MS); });
  text.addEventListener("change", save);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const line = text.value.slice(0, text.selectionStart).split("\n").at(-1);
    const indent = /^ *(?:- )?/.exec(line)[0].replace("-", " ");
    event.preventDefault();
    document.execCommand("insertText", false, `\n${indent}`); // the only way that keeps the browser's own undo
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-go]");
    if (button) go(Number(button.dataset.go), Number(button.dataset.column));
  });
  document.getElementById("yaml-mine").addEventListener("click", () => {
    text.dataset.digest = conflict.dataset.digest;
    conflict.hidden = true;
    text.focus();
    save();
  });
  document.getElementById("yaml-theirs").addEventListener("click", async () => {
    conflict.hidden = true;
    text.focus();
    await load();
    await refresh();
  });
  document.addEventListener("studio:refreshed", () => {
    draw();
    if (isDirty() && !saving) showState("Not saved", "is-bad");
    const there = document.getElementById("yaml-state")?.dataset.digest;
    if (there && there !== text.dataset.digest && !isDirty() && !saving) load();
  });
  document.addEventListener("studio:changed", (event) => {
    if (`${event.detail.url}/yaml` === url && !isDirty() && !saving) load();
  });
  window.addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });
  const wanted = Number(new URLSearchParams(location.search).get("line")) || Number(document.getElementById("yaml-state").dataset.line);
  if (wanted) go(wanted);
}
