"use strict";
const slides = Array.from(document.querySelectorAll("main > section"));
const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
function current() {
  const middle = innerHeight / 2;
  const passed = slides.filter((slide) => slide.getBoundingClientRect().top <= middle);
  return Math.max(passed.length - 1, 0);
}
function show(number) {
  const slide = slides[Math.min(Math.max(number, 0), slides.length - 1)];
  slide.scrollIntoView({ block: "start" });
  slide.focus({ preventScroll: true });
}
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key in steps) show(current() + steps[event.key]);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else if (event.key === "n") {
    const notes = document.querySelectorAll("details.notes");
    const open = !Array.from(notes).every((note) => note.open);
    notes.forEach((note) => { note.open = open; });
  } else return;
  event.preventDefault();
});
