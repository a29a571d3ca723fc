// Writes the snippet of the configurator.

const escaped = (text) => text.replace(/[&"<>]/g, (c) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[c]);

/** settings: {form, site, version, accent, attributes}; version is {script, integrity} or nothing for the newest. */
export function snippet({ form, site, version, accent, attributes }) {
  const given = Object.entries(attributes).filter(([, value]) => value);
  const source = site + (version ? version.script : "/widget.js");
  return writers[form]({ given, source, site, accent, integrity: version ? version.integrity : "" });
}

const writers = { script, frame, react, vue, js };

const html = (given) => given.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join("");

const tag = (source, integrity) => `<script type="module" src="${source}"${integrity && ` integrity="${integrity}" crossorigin`}></script>`;

const style = (accent) => (accent ? `\n<style>whybounced-decoder { --wb-blue: ${accent}; }</style>` : "");

function script({ given, source, integrity, accent, site }) {
  return `${tag(source, integrity)}
<whybounced-decoder${html(given)}><a href="${site}/">Why did it bounce?</a></whybounced-decoder>${style(accent)}`;
}

// A frame knows nothing of the page around it: colours cannot be handed in, its height it tells.
function frame({ given, site }) {
  const query = new URLSearchParams(given.map(([name, value]) => [name, value === true ? "" : value])).toString();
  return `<iframe src="${escaped(`${site}/embed/frame/${query && `?${query}`}`)}" title="Why did it bounce?" width="100%" height="640" allow="clipboard-write" loading="lazy"></iframe>

<!-- Where the page may have a script, this fits the height to what is shown: -->
<script>
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== "${site}" || data?.type !== "whybounced:resize") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = data.height + "px";
  }
});
</script>`;
}

const loader = (source, integrity) =>
  integrity
    ? `const script = Object.assign(document.createElement("script"), {
  type: "module",
  src: ${JSON.stringify(source)},
  integrity: ${JSON.stringify(integrity)},
  crossOrigin: "",
});
document.head.append(script);`
    : `import(/* webpackIgnore: true */ /* @vite-ignore */ ${JSON.stringify(source)});`;

const indent = (text, by) => text.replaceAll("\n", `\n${by}`);

function react({ given, source, integrity, accent }) {
  const props = given.map(([name, value]) => ` ${name}=${value === true ? '""' : JSON.stringify(value).includes("\\") ? `{${JSON.stringify(value)}}` : `"${escaped(value)}"`}`).join("");
  const css = accent ? ` style={{ "--wb-blue": "${accent}" }}` : "";
  return `import { useEffect, useRef } from "react";

export function Decoder({ onDecoded }) {
  const decoder = useRef(null);
  useEffect(() => {
    ${indent(loader(source, integrity), "    ")}
  }, []);
  useEffect(() => {
    const element = decoder.current;
    const listen = (event) => onDecoded?.(event.detail);
    element.addEventListener("whybounced:decoded", listen);
    return () => element.removeEventListener("whybounced:decoded", listen);
  }, [onDecoded]);
  return <whybounced-decoder ref={decoder}${props}${css} />;
}`;
}

function vue({ given, source, integrity, accent }) {
  return `<script setup>
import { onMounted } from "vue";

// Tell the compiler that the element is none of Vue's, in vite.config.js:
// vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "whybounced-decoder" } } })
onMounted(() => {
  ${indent(loader(source, integrity), "  ")}
});
defineEmits(["decoded"]);
</script>

<template>
  <whybounced-decoder${html(given)}${accent && ` style="--wb-blue: ${accent}"`} @whybounced:decoded="$emit('decoded', $event.detail)" />
</template>`;
}

function js({ given, source, integrity, accent }) {
  const lines = given.map(([name, value]) => `decoder.setAttribute(${JSON.stringify(name)}, ${JSON.stringify(value === true ? "" : value)});\n`).join("");
  const css = accent ? `decoder.style.setProperty("--wb-blue", ${JSON.stringify(accent)});\n` : "";
  return `${loader(source, integrity)}

const decoder = document.createElement("whybounced-decoder");
${lines}${css}decoder.addEventListener("whybounced:decoded", ({ detail }) => {
  const [bounce] = detail.bounces; // a Report: ${new URL(source).origin}/decoder.d.ts
  console.log(bounce?.error, bounce?.type, bounce?.action);
});
document.getElementById("place").append(decoder);`;
}
