// Send what is typed, a tenth of a second after the last key; show what the server answers.
import { refresh } from "/static/refresh.js";

const DELAY_MS = 100;
const GONE = "This file is not there any more. What you typed stays here; copy it before you leave the page.";
const base = document.body.dataset.url;
const timers = new Map();
const waiting = new Map();
let queue = Promise.resolve();

const version = () => document.getElementById("bar")?.dataset.version ?? "";
export const setVersion = (value) => { const bar = document.getElementById("bar"); if (bar && value) bar.dataset.version = value; };

export function notify(text) {
  const box = document.getElementById("notice");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(notify.timer);
  notify.timer = setTimeout(() => { box.hidden = true; }, 8000);
}

export function showState(text, kind) {
  const state = document.getElementById("save-state");
  if (!state) return;
  state.textContent = text;
  state.previousElementSibling.className = `dot ${kind}`;
}

/** Do one thing after the other; what fails does not stop what comes after it. */
function enqueue(action) {
  queue = queue.then(action).catch((error) => { notify(`Something went wrong: ${error.message}. Reload the page.`); return null; });
  return queue;
}

/** Send edits one after the other; returns the answer, or null if there was none. */
export function send(edits, group = "", element = null) {
  return enqueue(() => post("edit", { version: version(), edits, group }, element));
}

/** The answer to a change as an object; pages, such as the one for a file that is gone, become one sentence. */
export async function readAnswer(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (type.includes("json")) return response.json();
  if (type.startsWith("text/plain")) return { message: await response.text() };
  return { message: GONE };
}

async function post(name, body, element) {
  showState("Saving", "is-busy");
  let response;
  try {
    response = await fetch(`${base}/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    showState("Not connected", "is-bad");
    notify("golive studio does not answer. What you typed stays here; start it again, and reload the page when it runs.");
    return null;
  }
  const answer = await readAnswer(response);
  if (response.ok) {
    setVersion(answer.version);
    if (element && currentValue(element) === element.dataset.sent) delete element.dataset.pending;
    if (element?.closest(".is-new")) history.replaceState(null, "", withoutNew(location));
    await refresh();
    return answer;
  }
  showState("Not saved", "is-bad");
  if (response.status === 409) showConflict(answer, body, element);
  else showMessage(element, answer.message);
  return null;
}

/** The address without the wish for a blank item: it has become a real one. */
function withoutNew(address) {
  const query = new URLSearchParams(address.search);
  query.delete("new");
  query.delete("kind");
  query.delete("inside");
  return `${address.pathname}${query.size ? `?${query}` : ""}`;
}

function messagesOf(element) { return element && document.getElementById(`${element.id}--messages`); }

function showMessage(element, text) {
  const box = messagesOf(element);
  if (!box) { notify(text); return; }
  box.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
  element.setAttribute("aria-invalid", "true");
}

function showConflict(answer, body, element) {
  const box = messagesOf(element);
  if (!box) { notify(answer.message); setVersion(answer.version); refresh(); return; }
  const line = Object.assign(document.createElement("p"), { className: "conflict" });
  const words = answer.present ? `Someone else wrote “${answer.present}” here.` : "Someone else changed this.";
  line.append(words, makeButton("Keep mine", () => {
    setVersion(answer.version);
    send(body.edits, "", element);
  }), makeButton("Take theirs", () => {
    delete element.dataset.pending;
    setVersion(answer.version);
    if ("value" in element) element.value = answer.present;
    refresh();
  }));
  box.replaceChildren(line);
}

function makeButton(text, action) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: text });
  button.addEventListener("click", action);
  return button;
}

function currentValue(element) {
  if (element.dataset.checkboxes) return JSON.stringify([...element.querySelectorAll("input:checked")].map((one) => one.value));
  return element.value;
}

/** Send what stands in a field now; while an earlier text of it waits to be sent, that one is left out. */
function sendAnswer(element) {
  clearTimeout(timers.get(element));
  timers.delete(element);
  if (waiting.has(element)) return waiting.get(element);
  const sent = enqueue(() => {
    waiting.delete(element);
    element.dataset.sent = currentValue(element);
    const edit = makeEdit(element);
    return post("edit", { version: version(), edits: [edit], group: JSON.stringify(edit.path) }, element);
  });
  waiting.set(element, sent);
  return sent;
}

function makeEdit(element) {
  const path = JSON.parse(element.dataset.path ?? element.dataset.checkboxes);
  const value = element.dataset.checkboxes ? JSON.parse(currentValue(element)) : element.value;
  return { do: "set", path, value, kind: element.dataset.kind ?? "" };
}

function fieldOf(target) { return target.closest?.("[data-path], [data-checkboxes]"); }

/** A date or a time of which a part is missing: the browser calls it empty, and it must not remove an answer. */
function isHalf(element) { return element.validity?.badInput === true; }

document.addEventListener("focusout", (event) => {
  const element = fieldOf(event.target);
  if (!element || !isHalf(element)) return;
  showState("Not saved", "is-bad");
  showMessage(element, element.type === "time" ? "Give the hour, the minutes, and AM or PM." : "Give the month, the day and the year.");
});

// People type "11:00 PM" with a blank, which opens the browser's list of times and stops the typing.
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches?.("input[type=time]")) event.preventDefault();
});

document.addEventListener("input", (event) => {
  const element = fieldOf(event.target);
  if (!element) return;
  element.dataset.pending = "";
  clearTimeout(timers.get(element));
  if (isHalf(element)) { timers.delete(element); return; }
  timers.set(element, setTimeout(() => sendAnswer(element), DELAY_MS));
});

// What was chosen in a form that is sent as a whole stays when the page is updated meanwhile.
document.addEventListener("input", (event) => {
  if (event.target.closest?.("form[data-keep-answers]")) {
    const group = event.target.type === "radio" ? event.target.form.elements[event.target.name] : [event.target];
    for (const one of group) one.dataset.pending = "";
  }
});

document.addEventListener("change", (event) => {
  const element = fieldOf(event.target);
  if (element && timers.has(element)) sendAnswer(element);
});

window.addEventListener("pagehide", () => {
  for (const element of timers.keys()) {
    const body = JSON.stringify({ version: version(), edits: [makeEdit(element)], group: "" });
    fetch(`${base}/edit`, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true });
  }
});

async function act(button, edit, focusId) {
  await Promise.all([...timers.keys()].map(sendAnswer));
  const answer = await send([edit]);
  if (answer && focusId) focusOn(focusId);
}

function focusOn(id) {
  const element = document.getElementById(id);
  const target = element?.disabled ? element.parentElement.querySelector("button:not(:disabled)") : element;
  const closed = target?.closest("details:not([open])");
  (closed?.querySelector("summary") ?? target)?.focus();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  const data = button.dataset;
  if (data.move) {
    const path = JSON.parse(data.move);
    const parts = button.id.split("--");
    const moved = `${parts[0].replace(/\d+$/, data.to)}--${parts[1]}`;
    await act(button, { do: "move", path, to: Number(data.to) }, moved);
  } else if (data.duplicate) {
    await act(button, { do: "duplicate", path: JSON.parse(data.duplicate) }, button.id);
    notify("Duplicated. The copy is below.");
  } else if (data.remove) {
    await act(button, { do: "remove", path: JSON.parse(data.remove) }, button.id);
    notify("Removed. Undo brings it back.");
    if (document.activeElement === document.body) document.getElementById("main").focus();
  } else if (data.set) {
    await act(button, { do: "set", path: JSON.parse(data.set), value: data.value }, "main");
  } else if (data.post) {
    await Promise.all([...timers.keys()].map(sendAnswer));
    enqueue(() => post(data.post, {}, null));
  } else if (data.copy) {
    await navigator.clipboard.writeText(document.getElementById(data.copy).value);
    notify("Copied. Paste it into an e-mail.");
  } else if (button.id === "toggle-sections") {
    const shown = document.getElementById("sections").classList.toggle("is-shown");
    button.setAttribute("aria-expanded", String(shown));
    if (shown) showCurrentLink();
  }
});

// A form whose answer takes a while says so, and is not sent twice.
document.addEventListener("submit", (event) => {
  const words = event.target.dataset.busy;
  const button = event.submitter;
  if (!words || !button || event.defaultPrevented) return;
  const line = Object.assign(document.createElement("p"), { className: "hint busy", textContent: words });
  line.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", words);
  line.append(bar);
  button.after(line);
  setTimeout(() => { button.disabled = true; });
  window.addEventListener("pageshow", () => { button.disabled = false; line.remove(); }, { once: true });  // "Back"
});

// Undo and redo by keyboard, outside of fields: inside, the browser undoes typing.
document.addEventListener("keydown", (event) => {
  if (!base || !(event.ctrlKey || event.metaKey) || event.target.matches?.("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const name = key === "z" && !event.shiftKey ? "undo" : key === "y" || (key === "z" && event.shiftKey) ? "redo" : "";
  if (!name) return;
  event.preventDefault();
  document.querySelector(`[data-post="${name}"]:not(:disabled)`)?.click();
});

// A paste of several cells into a grid becomes one edit.
document.addEventListener("paste", (event) => {
  const table = event.target.closest?.("table[data-grid]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!table || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const keys = table.dataset.keys.split(" ").slice(cell.cellIndex - 1);
  const cells = parseCells(text);
  act(null, { do: "paste", path: JSON.parse(table.dataset.grid), row: Number(cell.parentElement.dataset.row), keys, cells }, event.target.id);
});

/** Parse tab-separated cells as spreadsheets copy them: cells with tabs or line breaks are quoted. */
export function parseCells(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/y;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) break;
    rows.at(-1).push(found[1] !== undefined ? found[1].replaceAll('""', '"') : found[2]);
    if (found[3] && found[3] !== "\t" && pattern.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

document.addEventListener("studio:gone", () => { showState("Not saved", "is-bad"); notify(GONE); });

/** Whether the page shows a job that goes on. */
function hasJob() { return document.querySelector("[data-job]") !== null; }

// Follow changes by other windows and programs.
if (base) {
  const events = new EventSource("/events");
  events.addEventListener("change", (event) => {
    const data = JSON.parse(event.data);
    if (data.url === base && data.version !== version()) enqueue(refresh);
    document.dispatchEvent(new CustomEvent("studio:changed", { detail: data }));
  });
  // What happened between the making of the page and the connection, or while that was interrupted, was not heard.
  events.addEventListener("open", () => { if (location.pathname === `${base}/documents` || hasJob()) enqueue(refresh); });
  events.addEventListener("job", (event) => { if (JSON.parse(event.data).url === base && hasJob()) enqueue(refresh); });
  events.addEventListener("documents", (event) => {
    if (JSON.parse(event.data).url === base && location.pathname === `${base}/documents`) enqueue(refresh);
  });
}

// Groups of the side bar that a person opened stay open on the next pages, and the link of the present page is in sight.
const OPEN_GROUPS = "studio-open-groups";
const sections = document.getElementById("sections");
function showCurrentLink() {
  const current = sections?.querySelector("[aria-current]");
  const group = current?.closest("details");
  if (group) group.open = true;
  if (current) sections.scrollTop = Math.max(0, current.offsetTop - sections.offsetTop - sections.clientHeight / 2);
}
if (sections) {
  for (const id of JSON.parse(sessionStorage.getItem(OPEN_GROUPS) ?? "[]")) {
    const group = document.getElementById(id);
    if (group) group.open = true;
  }
  showCurrentLink();
  sections.addEventListener("toggle", () => {
    const open = [...sections.querySelectorAll("details[open]")].filter((one) => !one.querySelector("[aria-current]"));
    sessionStorage.setItem(OPEN_GROUPS, JSON.stringify(open.map((one) => one.id)));
  }, true);
}

// Go to the field that the address names: `?at=f-team-0-name`, or to the blank item that was asked for.
function arrive() {
  const query = new URLSearchParams(location.search);
  const find = (id) => document.getElementById(id) ?? document.getElementById(`${id}--part`);
  let element = find(query.get("at") ?? "");
  for (let id = query.get("at") ?? ""; !element && id.includes("-"); ) { id = id.slice(0, id.lastIndexOf("-")); element = find(id); }
  if (query.has("new") || query.has("inside")) element = document.querySelector(".is-new :is(input, select, textarea)");
  if (!element) return;
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const target = element.matches("input, select, textarea, summary") ? element : element.querySelector("input, select, textarea, a.button") ?? element;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  target.closest(".field")?.classList.add("is-arrived");
}
arrive();

// What was typed before this script was there is sent too.
const early = document.activeElement && fieldOf(document.activeElement);
if (early && "defaultValue" in early && early.value !== early.defaultValue) early.dispatchEvent(new Event("input", { bubbles: true }));
