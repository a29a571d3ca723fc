// Search, for near.js: the box in the head, or the page.
import { attachBox } from "./search/box.js";
import { attachPage } from "./search/page.js";

export const attach = (form) => (form.id === "search-page" ? attachPage(form) : attachBox(form));
