/* The address of this script, which lies in a folder of the site's root. */
const mainScript = document.currentScript.src;
