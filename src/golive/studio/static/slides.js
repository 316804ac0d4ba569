// Keep the slides beside the form current: only slides that changed are loaded again, the newest change stands first.
const box = document.getElementById("slides");
const list = document.getElementById("slide-list");
let running = false;
let again = false;

/** Ask for the slides; several calls at once become one more. */
async function update() {
  if (running) { again = true; return; }
  running = true;
  try {
    const response = await fetch(box.dataset.slides);
    if (response.ok) await show(await response.json());
  } catch {
    // The server does not answer; studio.js says so.
  } finally {
    running = false;
    if (again) { again = false; update(); }
  }
}

async function show(state) {
  document.getElementById("slides-state").textContent = state.words;
  box.classList.toggle("is-old", !state.current);
  const known = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = await Promise.all(state.slides.map((slide) => place(known.get(slide.key), slide)));
  const before = list.firstElementChild;
  items.forEach((item, index) => { if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null); });
  while (list.children.length > items.length) list.lastElementChild.remove();
  if (before && before !== list.firstElementChild && !box.parentElement.matches(":hover, :focus-within")) box.parentElement.scrollTop = 0;
  box.dataset.version = state.version;
}

/** Return the item of a slide; a new picture takes the place of the old one only when it is complete. */
async function place(item, slide) {
  const found = item ?? make(slide.key);
  const picture = found.querySelector("img");
  if (picture.dataset.digest !== slide.digest) {
    picture.dataset.digest = slide.digest;
    const url = `${box.dataset.slides}/${slide.digest}.svg`;
    if (item) await load(url);
    picture.src = url;
  }
  picture.alt = `Slide ${slide.number}: ${slide.title}`;
  found.querySelector(".slide-name").textContent = `${slide.number}  ${slide.title}`;
  found.classList.toggle("is-changed", slide.changed);
  return found;
}

function make(key) {
  const item = document.createElement("li");
  item.dataset.key = key;
  const link = Object.assign(document.createElement("a"), { href: `${box.dataset.page}#slide-${key}` });
  link.append(Object.assign(document.createElement("img"), { loading: "lazy", width: 960, height: 540 }));
  const name = document.createElement("p");
  name.append(Object.assign(document.createElement("span"), { className: "slide-name" }), Object.assign(document.createElement("span"), { className: "slide-mark", textContent: "Changed" }));
  link.append(name);
  item.append(link);
  return item;
}

/** Load a picture; `Image.decode` would do, but crashes some versions of Chromium when a form is sent later. */
function load(url) {
  return new Promise((done) => {
    const picture = new Image();
    picture.onload = picture.onerror = done;
    picture.src = url;
  });
}

if (box) {
  document.addEventListener("studio:changed", update);
  document.addEventListener("studio:refreshed", update);
  update();
}
