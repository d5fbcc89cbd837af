// Builds everything the browser loads into dist/.
//
// Bootstrap Italia's style is reduced to the rules our templates use; its scripts are left out altogether.
// Nothing here reaches the network: all sources are npm packages pinned in package-lock.json.
import { readFile, writeFile, mkdir, rm, readdir, copyFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const here = path.dirname(fileURLToPath(import.meta.url));
const crates = path.join(here, "..", "crates");
const dist = path.join(here, "dist");
const italia = path.dirname(createRequire(import.meta.url).resolve("bootstrap-italia/package.json"));

/** Titillium Web, the typeface of Italian public services: one file for text, one for everything strong. */
const FONTS = [
  { file: "titillium-web-v10-latin-ext_latin-regular.woff2", name: "titillium-web-400.woff2", weight: "400" },
  { file: "titillium-web-v10-latin-ext_latin-600.woff2", name: "titillium-web-600.woff2", weight: "600 700" },
];

/** Elements a template may write without naming them, as in `<h{{ level }}>`. */
const ALWAYS = ["html", "body", "h1", "h2", "h3", "h4", "dialog", "blockquote"];

/** Families our own style only adjusts; every other class it names is its own, and Bootstrap Italia's is left out. */
const SHARED = /^(btn|container)/;

/** What the first page may weigh, in bytes after gzip; the build fails above it. */
const STYLE_LIMIT = 20 * 1024;
const SCRIPT_LIMIT = 3 * 1024;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const templates = await filesUnder(crates, ".html", "templates");
const sources = await filesUnder(crates, ".rs", "src");
await fonts();
await icons();
await copyFile(path.join(here, "favicon.svg"), path.join(dist, "favicon.svg"));
await script();
await style();

/** Files with an ending below `folder`, only those with `within` on their path. */
async function filesUnder(folder, ending, within) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((name) => name.split(path.sep).includes(within))
    .sort();
}

async function fonts() {
  for (const font of FONTS) {
    await copyFile(path.join(italia, "dist/fonts/Titillium_Web", font.file), path.join(dist, font.name));
  }
}

/** `@font-face` rules; the content hash lets the browser keep the files for good. */
async function fontFaces() {
  const faces = [];
  for (const { name, weight } of FONTS) {
    const hash = createHash("sha256").update(await readFile(path.join(dist, name))).digest("hex").slice(0, 12);
    faces.push(`@font-face{font-family:"Titillium Web";font-style:normal;font-weight:${weight};font-display:swap;` +
      `src:url("${name}?v=${hash}") format("woff2")}`);
  }
  return faces.join("\n");
}

async function style() {
  const own = await readFile(path.join(here, "soglia.css"), "utf8");
  const ours = [...own.matchAll(/\.([a-z][a-z0-9-]*)/g)].map((match) => match[1]).filter((name) => !SHARED.test(name));
  const kept = await new PurgeCSS().purge({
    content: templates,
    css: [path.join(italia, "dist/css/bootstrap-italia.min.css")],
    defaultExtractor: wordsOfStyle,
    safelist: ALWAYS,
    // An element keeps the component named like it: <table> would keep .table, which we do not use.
    blocklist: [...ours, "table", "nav", "form", "card-body"],
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  const text = [await fontFaces(), bothDirections(kept[0].css), own].join("\n");
  const { code } = await transform(text, { loader: "css", minify: true, target: ["chrome110", "firefox110", "safari16"] });
  if (/url\(["']?(data:|https?:)/.test(code)) {
    throw new Error("The style sheet holds a data: or remote address, which the content security policy refuses.");
  }
  await writeWithin("soglia.css", code, STYLE_LIMIT);
}

/** Element names, and every word inside a class attribute; other words of a template choose no style. */
function wordsOfStyle(text) {
  const words = [];
  for (const [, element] of text.matchAll(/<([a-z][a-z0-9]*)/g)) words.push(element);
  for (const [, double, single] of text.matchAll(/class=(?:"([^"]*)"|'([^']*)')/g)) {
    words.push(...((double ?? single).match(/[A-Za-z0-9_-]+/g) ?? []));
  }
  return words;
}

/** Physical sides become logical ones, so that right-to-left pages need no second style sheet. */
function bothDirections(css) {
  const side = { left: "start", right: "end" };
  return css
    .replace(/(?<![\w-])(margin|padding)-(left|right):/g, (_, box, at) => `${box}-inline-${side[at]}:`)
    .replace(/(?<![\w-])border-(left|right)((?:-(?:color|style|width))?):/g, (_, at, rest) => `border-inline-${side[at]}${rest}:`)
    .replace(/text-align:(left|right)/g, (_, at) => `text-align:${side[at]}`)
    .replace(/float:(left|right)/g, (_, at) => `float:inline-${side[at]}`);
}

async function script() {
  const entry = path.join(here, "soglia.js");
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, format: "iife", target: "es2022", write: false });
  await writeWithin("soglia.js", outputFiles[0].text, SCRIPT_LIMIT);
}

/** One sprite with the icons that templates and navigation name (`it-search`). */
async function icons() {
  const sprite = await readFile(path.join(italia, "dist/svg/sprites.svg"), "utf8");
  const known = new Map([...sprite.matchAll(/<symbol id="(it-[a-z0-9-]+)".*?<\/symbol>/gs)].map((m) => [m[1], m[0]]));
  const named = new Set();
  for (const name of [...templates, ...sources]) {
    for (const [, icon] of (await readFile(name, "utf8")).matchAll(/["'](it-[a-z0-9-]+)["']/g)) {
      if (known.has(icon)) named.add(icon);
    }
  }
  const symbols = [...named].sort().map((icon) => known.get(icon)).join("\n");
  await writeFile(path.join(dist, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`);
  console.log(`icons.svg: ${named.size} icons`);
}

async function writeWithin(name, text, limit) {
  const size = gzipSync(text, { level: 9 }).length;
  console.log(`${name}: ${text.length} bytes, ${size} after gzip (limit ${limit})`);
  if (size > limit) throw new Error(`${name} is too heavy for the first page.`);
  await writeFile(path.join(dist, name), text);
}
