/*
 * The service worker: what it is told of this site, and after that the parts in assets/js/worker/. They stand here and
 * are not imported, so that the browser sees any change of them in this one file, and takes all of it or nothing.
 */
const SHELL = {{ page.shell | tojson(indent=2) }};
const DIGEST = {{ page.digest | tojson }};     // of what the shell holds
const OFFLINE = {{ page.offline | tojson }};   // the beginning of addresses → the page shown where nothing is kept
const BASE = {{ site.base | tojson }};
const SEARCH_DATA = {{ site.search_data | tojson }};

{{ page.script }}