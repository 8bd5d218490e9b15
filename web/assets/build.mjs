// Writes web/static/vendor and web/testdata/vendor anew from node_modules: each
// package in a folder that carries its version, with its licence, and a
// manifest of all of it. Given a folder, it writes under that one instead.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = resolve(process.argv[2] ?? join(here, ".."));

const fonts = (family) => {
	const files = {};
	for (const subset of ["cyrillic", "latin", "latin-ext"]) {
		for (const style of ["normal", "italic"]) {
			const file = `${family}-${subset}-wght-${style}.woff2`;
			files[file] = `files/${file}`;
		}
	}
	return files;
};

const govuk = () =>
	compile(join(here, "govuk.scss"), { loadPaths: [modules], style: "compressed", quietDeps: true, charset: false }).css + "\n";

// What goes where: the name of a file here, and its path in the package, or a
// function that makes it.
const served = [
	{ from: "govuk-frontend", licence: "MIT", text: join(here, "licences/govuk-frontend.txt"),
		files: { "govuk.css": govuk, "govuk-frontend.min.js": "dist/govuk/govuk-frontend.min.js" } },
	{ from: "htmx-ext-sse", licence: "0BSD", files: { "sse.min.js": "dist/sse.min.js" } },
	{ from: "htmx.org", name: "htmx", licence: "0BSD", files: { "htmx.min.js": "dist/htmx.min.js" } },
	{ from: "@fontsource-variable/source-sans-3", name: "source-sans-3", licence: "OFL-1.1", files: fonts("source-sans-3") },
	{ from: "@fontsource-variable/source-serif-4", name: "source-serif-4", licence: "OFL-1.1", files: fonts("source-serif-4") },
];
const tested = [{ from: "axe-core", licence: "MPL-2.0", files: { "axe.min.js": "axe.min.js" } }];

const write = (folder, packages) => {
	const root = join(out, folder);
	rmSync(root, { recursive: true, force: true });
	const manifest = packages.map((p) => {
		const { version } = JSON.parse(readFileSync(join(modules, p.from, "package.json"), "utf8"));
		const name = p.name ?? p.from;
		const dir = `${name}-${version}`;
		mkdirSync(join(root, dir), { recursive: true });
		const put = (file, source) => {
			const to = join(root, dir, file);
			if (typeof source === "function") writeFileSync(to, source());
			else copyFileSync(resolve(modules, p.from, source), to);
			return { path: `${dir}/${file}`, sha256: createHash("sha256").update(readFileSync(to)).digest("hex") };
		};
		const files = Object.entries({ ...p.files, LICENSE: p.text ?? "LICENSE" }).map(([file, source]) => put(file, source));
		return { name, version, licence: p.licence, files };
	});
	writeFileSync(join(root, "MANIFEST.json"), JSON.stringify(manifest, null, 2) + "\n");
};

write("static/vendor", served);
write("testdata/vendor", tested);
