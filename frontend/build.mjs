// Builds what src/jembatan/web/static/web/ serves. `npm run build`; see docs/howto/rebuild-assets.md.
import { build, context, transform } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(here, "../src/jembatan/web/static/web");
const scripts = ["jembatan", "public", "editor", "outbox", "captureworker"];
const pictures = ["motif.svg", "icon.svg"];

async function styles() {
  const made = sass.compile(path.join(here, "scss/jembatan.scss"), {
    loadPaths: [path.join(here, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  // esbuild only makes it small; the target keeps nesting and colours readable for phones of 2020.
  const small = await transform(made.css, { loader: "css", minify: true, target: ["chrome87", "firefox78", "safari15"], legalComments: "inline" });
  await writeFile(path.join(out, "jembatan.css"), small.code);
}

const options = {
  entryPoints: scripts.map((name) => path.join(here, `js/${name}.js`)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome87", "firefox78", "safari15"],
  legalComments: "none",
  logLimit: 8,
  banner: { js: "/*! Jembatan, AGPL-3.0-or-later. Sources: frontend/. Bundled packages and licences: licences.txt */" },
};

/** The licence texts of every package that went into a bundle, and of Bootstrap's style sheet. */
async function licences(metafile) {
  const names = new Set(["bootstrap"]);
  for (const file of Object.keys(metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
    if (found) names.add(found[1]);
  }
  const parts = [];
  for (const name of [...names].sort()) {
    const folder = path.join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const text = await Promise.any(["LICENSE", "LICENSE.md", "LICENSE.txt", "license"].map((file) => readFile(path.join(folder, file), "utf8"))).catch(() => "");
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  await writeFile(path.join(out, "licences.txt"), parts.join("\n----\n\n"));
}

async function sizes() {
  for (const name of ["jembatan.css", ...scripts.map((script) => `${script}.js`), ...pictures]) {
    const bytes = await readFile(path.join(out, name));
    console.log(name.padEnd(14), String(bytes.length).padStart(7), "bytes,", gzipSync(bytes, { level: 6 }).length, "gzip,", brotliCompressSync(bytes).length, "brotli");
  }
}

await mkdir(out, { recursive: true });
await styles();
await Promise.all(pictures.map((name) => copyFile(path.join(here, name), path.join(out, name))));
if (process.argv.includes("--watch")) {
  const watcher = await context(options);
  await watcher.watch();
} else {
  const made = await build({ ...options, metafile: true });
  await licences(made.metafile);
  await sizes();
}
