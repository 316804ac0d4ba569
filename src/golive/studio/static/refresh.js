// Fetch the page again and change only what is different, so that focus, scroll and typed text stay.
import { Idiomorph } from "/static/idiomorph.esm.js";

// Chromium 156 crashes in about one of three cases when a page is left after idiomorph moved nodes with `moveBefore`;
// without it, idiomorph uses `insertBefore`.
for (const kind of [Element, Document, DocumentFragment]) delete kind.prototype.moveBefore;

let keepsField = false;
let running = null;
let again = false;

/** Update the page from the server; several calls at once become one more update. */
export function refresh() {
  if (running) { again = true; return running; }
  running = update().finally(() => { running = null; if (again) { again = false; refresh(); } });
  return running;
}

async function update() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (response.status === 405) return;  // the page is the answer to a form, and stays as it is
  if (!response.ok) {  // the file is gone, for instance: what is typed stays on the page
    document.dispatchEvent(new CustomEvent("studio:gone"));
    return;
  }
  const text = await response.text();
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("page");
  const page = document.getElementById("page");
  if (!fresh || !page) return;
  keepOpen(page, fresh);
  keepsField = false;
  Idiomorph.morph(page, fresh, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed(old, next) {
        if (old.nodeType !== Node.ELEMENT_NODE) return true;
        if (old.hasAttribute("data-keep")) return false;
        if (old.dataset.pending !== undefined && next.dataset) { copyState(old, next); return false; }
        return true;
      },
      beforeNodeRemoved(node) {
        // An answered open item leaves the list, for instance; not before the person has typed it to its end.
        const isInUse = node.nodeType === Node.ELEMENT_NODE && (isTypedIn(node) || node.querySelector("[data-pending]") !== null);
        keepsField ||= isInUse;
        return !isInUse;
      },
      beforeAttributeUpdated(name, node) { return !(name === "class" && node.id === "sections"); },
    },
  });
  document.dispatchEvent(new CustomEvent("studio:refreshed"));
}

function isTypedIn(node) {
  const active = document.activeElement;
  return active !== null && active.matches("input, select, textarea") && node.contains(active);
}

// What was kept for a field in use goes once the person has left the field.
document.addEventListener("focusout", () => { setTimeout(() => { if (keepsField) refresh(); }); });

/** Let every card stay open or closed as it is, also when it moved or got another name. */
function keepOpen(page, fresh) {
  const byKey = new Map([...page.querySelectorAll("details[data-key]")].map((card) => [card.dataset.key, card.open]));
  for (const card of fresh.querySelectorAll("details[id]")) {
    const known = byKey.get(card.dataset.key) ?? page.querySelector(`details[id="${card.id}"]`)?.open;
    if (known !== undefined) card.open = known;
  }
}

/** Keep what a person is typing, and show what is new about it. */
function copyState(old, next) {
  for (const name of ["aria-invalid", "data-path"]) {
    if (next.hasAttribute(name)) old.setAttribute(name, next.getAttribute(name)); else old.removeAttribute(name);
  }
}
