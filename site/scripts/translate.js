// What the rules say is in English, and so is this page. In another language translated.js stands in the place of this file.

export const loadTexts = () => {};

/** The report in the words of the page's language. */
export const translated = (report) => report;

/** The language of a text of a bounce, where it is not the page's. */
export const langOf = () => null;
