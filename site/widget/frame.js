// The decoder in a frame of its own site: for pages whose policy refuses WebAssembly.
import { el } from "../scripts/dom.js";
import { site } from "./files.js";

const patience = 15_000; // ms after it was loaded within which a frame has to speak
const highest = 20_000; // px

/**
 * Makes the frame. options() is what it shall know: {value, theme, …}; decoded(report) and failed() tell what became of it.
 * Returns {node, tell, close}.
 */
export function frame({ options, decoded, failed }) {
  const node = el("iframe", {
    src: new URL("embed/frame/", site).href,
    title: "Whybounced: why did it bounce?",
    part: "frame",
    allow: "clipboard-write",
    referrerpolicy: "no-referrer",
  });
  let timer;
  const tell = () => node.contentWindow?.postMessage({ type: "whybounced:options", ...options() }, site.origin);
  const listen = ({ source, origin, data }) => {
    if (source !== node.contentWindow || origin !== site.origin) return;
    if (data?.type === "whybounced:ready") {
      clearTimeout(timer);
      tell();
    }
    if (data?.type === "whybounced:resize" && data.height > 0) node.style.height = `${Math.min(Math.ceil(data.height), highest)}px`;
    if (data?.type === "whybounced:decoded") decoded(data.report);
  };
  const close = () => {
    clearTimeout(timer);
    removeEventListener("message", listen);
    removeEventListener("securitypolicyviolation", refused);
  };
  const give = () => {
    close();
    failed();
  };
  const refused = ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === "frame-src" && blockedURI.startsWith(site.origin)) give();
  };
  addEventListener("message", listen);
  addEventListener("securitypolicyviolation", refused);
  // A frame that was refused is loaded too: with the browser's own page.
  node.addEventListener("load", () => (timer = setTimeout(give, patience)), { once: true });
  return { node, tell, close };
}
