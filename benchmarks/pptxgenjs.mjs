// Writes a presentation with PptxGenJS that holds as much as one of ours: `node pptxgenjs.mjs FOLDER COUNTS OUTPUT`.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [modules, counts, output] = process.argv.slice(2);
const PptxGenJS = createRequire(join(modules, "x.js"))("pptxgenjs");

const deck = new PptxGenJS();
deck.layout = "LAYOUT_WIDE";
for (const content of JSON.parse(readFileSync(counts, "utf8"))) {
  const slide = deck.addSlide();
  content.texts.forEach((text, n) => {
    const place = { x: 0.5 + (n % 6) * 2, y: 0.4 + Math.floor(n / 6) * 0.3, w: 1.9, h: 0.28, fontSize: 12 };
    slide.addText(text, { shape: deck.ShapeType.rect, fill: { color: "EEF2F6" }, ...place });
  });
  for (const rows of content.tables) {
    slide.addTable(rows.map((row) => row.map((text) => ({ text }))), { x: 0.6, y: 1.5, w: 12.1, fontSize: 12 });
  }
  if (content.notes) slide.addNotes(content.notes);
}
await deck.writeFile({ fileName: output });
