// Bundles the scripts and styles of the pages into server/static. The name of each file holds the
// digest of its content; assets.json tells which file is which, LICENSES.txt what they may be used for.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const out = path.resolve(import.meta.dirname, "../static");

await mkdir(out, { recursive: true });
for (const name of await readdir(out)) {
  await rm(path.join(out, name), { recursive: true });
}

// What is bundled together shares its parts: the query page needs other charts than the pictures.
const TOGETHER = [
  ["page.css", "charts.css", "query.js", "search.js"],
  ["charts/map.js", "charts/reform.js", "charts/collaboration.js"],
];

const common = {
  absWorkingDir: import.meta.dirname,
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  bundle: true,
  splitting: true, // What only some pages or views need is loaded when they do.
  loader: { ".rq": "text" },
  format: "esm",
  target: ["es2022"],
  minify: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

const assets = {};
for (const entryPoints of TOGETHER) {
  const { metafile } = await build({ ...common, entryPoints });
  for (const [file, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (entryPoint) {
      assets[entryPoint] = path.basename(file);
    }
    if (cssBundle) {
      assets[entryPoint.replace(".js", ".css")] = path.basename(cssBundle);
    }
  }
}
await writeFile(path.join(out, "assets.json"), `${JSON.stringify(assets, null, 2)}\n`);

// The packages that are bundled may themselves hold others: all that are installed to run are named.
const lock = JSON.parse(await readFile(path.join(import.meta.dirname, "package-lock.json"), "utf8"));
const notices = [];
for (const [place, { dev, version, license }] of Object.entries(lock.packages)) {
  const folder = path.join(import.meta.dirname, place);
  if (place && !dev && existsSync(folder)) {
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    const notice = file ? await readFile(path.join(folder, file), "utf8") : "";
    notices.push(`${place.replace("node_modules/", "")} ${version} (${license})\n\n${notice.trim()}\n`);
  }
}
await writeFile(path.join(out, "LICENSES.txt"), notices.join("\n----\n\n"));
