// Microsoft's own SDK validator (npm @ooxml-tools/validate) for many files in one process.
// node sdk_validator.mjs FOLDER FILE…: FOLDER is where npm installed it; prints one JSON object, findings by file.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { resolve } = createRequire(`${folder}/index.js`);
const { default: validate } = await import(pathToFileURL(resolve("@ooxml-tools/validate")));
const results = {};
for (const file of files) {
  results[file] = await validate(new Uint8Array(readFileSync(file)), "pptx", "Microsoft365");
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
