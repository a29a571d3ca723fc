// Bundles the installed package for a browser: bundle.mjs vite|webpack|esbuild|worker APP OUT, from this folder's packages.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const [kind, app, out] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const page = (script) => writeFile(join(out, "index.html"), `<!doctype html><title>${kind}</title><script type="module" src="${script}"></script>`);
const kinds = {
  async vite() {
    const { build } = await import("vite");
    await cp(join(app, "page.html"), join(app, "index.html"));
    await build({ root: app, base: "./", configFile: false, logLevel: "error", build: { outDir: out, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 10_000 } });
  },
  async webpack() {
    const { default: webpack } = await import("webpack");
    const config = { mode: "production", context: app, entry: "./page.mjs", output: { path: out, filename: "page.js" }, performance: false, target: ["web", "es2022"] };
    const stats = await new Promise((resolve, reject) => webpack(config, (error, stats) => (error ? reject(error) : resolve(stats))));
    if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
    await page("./page.js");
  },
  async esbuild() {
    const { build } = await import("esbuild");
    await build({
      absWorkingDir: app, entryPoints: ["page.esbuild.mjs"], outfile: join(out, "page.js"), bundle: true, format: "esm", target: "es2022",
      minify: true, loader: { ".wasm": "binary", ".bin": "binary" }, logLevel: "error",
    });
    await page("./page.js");
  },
  async worker() {
    const { build } = await import("esbuild");
    await build({
      absWorkingDir: app, entryPoints: ["worker.mjs"], outfile: join(out, "worker.mjs"), bundle: true, format: "esm", target: "es2022",
      conditions: ["workerd", "worker", "browser"], loader: { ".wasm": "copy", ".bin": "copy" }, assetNames: "[name]", logLevel: "error",
    });
  },
};
await kinds[kind]();
