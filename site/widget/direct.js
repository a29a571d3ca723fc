// The engine beside a page's own scripts, for pages that allow no worker of ours.
export { open } from "./open.js";
