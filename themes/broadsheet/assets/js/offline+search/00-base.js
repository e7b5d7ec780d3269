/* The path of the site's root: this script lies in a folder of it. */
const BASE = new URL("../", document.currentScript.src).pathname;
