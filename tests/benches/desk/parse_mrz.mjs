// Zones read by the package `mrz`: ZONES.json SAMPLES LIBRARY. Prints what it read, and milliseconds for each reading of all.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [input, samples, library] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(library));
const zones = JSON.parse(readFileSync(input, "utf8"));

const read = zones.map((zone) => {
  const { fields, valid } = parse(zone);
  return valid ? [fields.documentNumber, fields.lastName, fields.firstName ?? ""] : ["", "", ""];
});
const milliseconds = [];
for (let sample = 0; sample < Number(samples); sample++) {
  const start = performance.now();
  for (const zone of zones) parse(zone);
  milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ read, milliseconds }));
