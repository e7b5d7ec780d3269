/*
 * The search of the portable edition, loaded before search.js.
 *
 * A page opened from a folder may fetch nothing and import no module. It may load classic scripts, so the search
 * data are scripts there, each of which calls
 *
 *     datelinePortable.take({ files: { "volume.dl": "<base64>", … } })
 *
 * Here `fetch` answers from them for addresses below search/data/, and leaves all others to the browser. Only what is
 * asked for is loaded: a word chunk, a fragment pack, the facets of a volume and a file of the word map have scripts
 * of their own, named like them; all else of a volume or an engine is in its `volume.js`.
 *
 *     datelinePortable.engine(basePath)   Pagefind's module, as a promise
 *     datelinePortable.link(url)          the address of a result as a file
 */

const HERE = document.currentScript.src;
const ROOT = new URL("../", HERE);
const DATA = new URL("../search/data/", HERE);
const FOLDER = "/search/data/";

const takers = new Map();     // <script> being loaded → what takes its content
const contents = new Map();   // path below DATA → promise of the script's content
const engines = new Map();    // folder of an engine → promise of its module

function load(path) {
  if (!contents.has(path)) {
    contents.set(path, loadScript(path).catch((error) => {
      contents.delete(path);
      throw error;
    }));
  }
  return contents.get(path);
}

function loadScript(path) {
  const script = document.createElement("script");
  return new Promise((resolve, reject) => {
    const fail = () => reject(new TypeError(`${path} could not be read`));
    takers.set(script, resolve);
    script.addEventListener("error", fail);
    script.addEventListener("load", fail);   // too late where the content was taken
    script.src = new URL(path, DATA).href;
    document.head.append(script);
  }).finally(() => {
    takers.delete(script);
    script.remove();
  });
}

const ALONE = /^words\/|\/(?:index|articles)\/[^/]+$|\/facets\.dl$/;
const FILE = /^(?:[^/]+\/[^/]+\/)?/;   // the folder of a volume, which its files are named without

/* The script that holds the file at `path`. */
function scriptOf(path) {
  const [folder] = FILE.exec(path);
  return !folder || ALONE.test(path) ? path.replace(/\.\w+$/, ".js") : `${folder}volume.js`;
}

/* The bytes of the file at `path` below DATA; null if there is none. */
async function read(path) {
  const { files } = await load(scriptOf(path));
  const name = path.replace(FILE, "");
  if (!Object.hasOwn(files, name)) return null;
  const signs = atob(files[name]);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

const fetchElsewhere = globalThis.fetch;

globalThis.fetch = async (resource, options) => {
  const address = new URL(resource.url ?? resource, location.href);
  const start = address.pathname.lastIndexOf(FOLDER);
  if (start < 0) return fetchElsewhere(resource, options);
  const bytes = await read(address.pathname.slice(start + FOLDER.length));
  return bytes ? new Response(bytes) : new Response(null, { status: 404 });
};

async function importEngine(basePath) {
  const answer = await fetch(new URL("pagefind.js", new URL(basePath, location.href)));
  if (!answer.ok) throw new TypeError("pagefind.js is not there");
  const address = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

globalThis.datelinePortable = {
  take(content) {
    takers.get(document.currentScript)?.(content);
  },

  engine(basePath) {
    if (!engines.has(basePath)) {
      engines.set(basePath, importEngine(basePath).catch((error) => {
        engines.delete(basePath);
        throw error;
      }));
    }
    return engines.get(basePath);
  },

  link(url) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
    const address = new URL(url.replace(/^(?:\.{0,2}\/)+/, "./"), ROOT);
    if (address.pathname.endsWith("/")) address.pathname += "index.html";
    return address.href;
  },
};
