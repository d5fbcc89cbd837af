// Makes crates/placement/data/regions.tsv: the regions of Italy as shapes, each with a point inside for its numbers.
// Usage: regions.mjs FOLDER, with the packages that scripts/regions fetches into it; sources: see assets/LICENCES.md.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.resolve(process.argv[2]);
const svgpath = createRequire(import.meta.url)(path.join(folder, "svgpath"));
const drawing = await readFile(path.join(folder, "svg-maps-italy/italy.svg"), "utf8");

/** English ids of the package → our codes and Italian names. */
const NAMES = {
  "abruzzo": "Abruzzo", "aosta-valley": "Valle d'Aosta", "apulia": "Puglia", "basilicata": "Basilicata",
  "calabria": "Calabria", "campania": "Campania", "emilia-romagna": "Emilia-Romagna",
  "friuli-venezia-giulia": "Friuli-Venezia Giulia", "lazio": "Lazio", "liguria": "Liguria", "lombardy": "Lombardia",
  "marche": "Marche", "molise": "Molise", "piedmont": "Piemonte", "sardinia": "Sardegna", "sicily": "Sicilia",
  "trentino-south-tyrol": "Trentino-Alto Adige", "tuscany": "Toscana", "umbria": "Umbria", "veneto": "Veneto",
};

/** As territories are coded: `valle-d-aosta`. */
const code = (name) => name.toLowerCase().replace(/[' ]/g, "-");

/** The rings of a shape, as lists of points. */
function rings(shape) {
  const all = [];
  let at = [0, 0];
  svgpath(shape).abs().unarc().iterate((segment, _, x, y) => {
    const [command, ...numbers] = segment;
    if (command === "M") all.push([]);
    at = command === "H" ? [numbers[0], y] : command === "V" ? [x, numbers[0]] : command === "Z" ? at : numbers.slice(-2);
    if (command !== "Z") all.at(-1).push(at);
  });
  return all;
}

/** How deep a point lies inside of a ring; below nought outside of it. */
function depth([x, y], ring) {
  let inside = false;
  let nearest = Infinity;
  for (let one = 0, before = ring.length - 1; one < ring.length; before = one, one += 1) {
    const [[x1, y1], [x2, y2]] = [ring[one], ring[before]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)));
    nearest = Math.min(nearest, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
  }
  return inside ? nearest : -nearest;
}

/** The point that lies deepest inside of the largest ring: numbers are wider than high, so width counts less. */
function middle(shape) {
  const extent = (ring) => [0, 1].map((axis) => ring.map((point) => point[axis])).map((all) => [Math.min(...all), Math.max(...all)]);
  const size = (ring) => extent(ring).reduce((area, [low, high]) => area * (high - low), 1);
  const ring = rings(shape).sort((one, other) => size(other) - size(one))[0];
  const flat = ring.map(([x, y]) => [x / 2, y]);
  const [[left, right], [top, bottom]] = extent(flat);
  let best = [0, 0, -Infinity];
  for (let x = left; x <= right; x += (right - left) / 60) {
    for (let y = top; y <= bottom; y += (bottom - top) / 60) {
      const deep = depth([x, y], flat);
      if (deep > best[2]) best = [x * 2, y, deep];
    }
  }
  return best.slice(0, 2).map((at) => at.toFixed(1));
}

const lines = [...drawing.matchAll(/<path\b[^>]*>/g)].map(([element]) => {
  const value = (name) => element.match(new RegExp(`\\b${name}="([^"]*)"`))[1];
  const [id, shape] = [value("id"), value("d")];
  if (!NAMES[id]) throw new Error(`the drawing has an unknown region: ${id}`);
  const [x, y] = middle(shape);
  return [code(NAMES[id]), NAMES[id], x, y, svgpath(shape).rel().round(1).toString()].join("\t");
});
if (lines.length !== Object.keys(NAMES).length) throw new Error(`the drawing has ${lines.length} regions`);
console.log("# Made by scripts/regions from the sources named in assets/LICENCES.md; not to be edited by hand.");
console.log("# code, name, where numbers stand (from the left, from the top), shape");
console.log(lines.sort((one, other) => one.localeCompare(other, "it")).join("\n"));
