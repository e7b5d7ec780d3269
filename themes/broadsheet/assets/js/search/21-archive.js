/*
 * The archive in one language, as the manifest has it: its engine, its volumes, and the word map.
 */

class Archive {
  #saved = null;   // what of it is saved, as it was last asked for: { key, archive }

  /* `map` is the word map: none where no spaces part words. */
  constructor(engine, volumes, map) {
    this.engine = engine;
    this.volumes = volumes;
    this.map = map;
    this.articles = volumes.reduce((sum, { articles }) => sum + articles, 0);
    this.byId = new Map(volumes.map((volume) => [volume.id, volume]));
    this.sizes = sizesOf(volumes);
  }

  /* What of it is saved: the volumes at these paths, with the map of their words. */
  async only(paths) {
    const volumes = this.volumes.filter(({ path }) => paths.has(path));
    const key = volumes.map(({ path }) => path).join();
    if (this.#saved?.key !== key) {
      const map = this.map && (await savedMap(volumes).catch(() => null));
      this.#saved = { key, archive: new Archive(this.engine, volumes, map) };
    }
    return this.#saved.archive;
  }
}

/* How many articles volumes have, by id. */
function sizesOf(volumes) {
  return new Map(volumes.map(({ id, articles }) => [id, articles]));
}

/* The archive of a language, from its `row` in the manifest; `folder` is where search data are. */
function archiveOf(row, folder, language) {
  const engine = new Engine(new URL(row.engine, folder).href);
  const volumes = row.volumes.map((each) => new Volume(each, folder, engine, language));
  return new Archive(engine, volumes, row.words ? new WordMap(row.words, folder, sizesOf(volumes)) : null);
}

/* Fetches the manifest. Gives nothing where there is no index in that language, or none at all. */
async function openArchive(folder, language) {
  const manifest = await contentsAt(new URL("manifest.json", folder).href, { cache: "no-cache" }).catch((error) => {
    if (error.status === 404) return { languages: {} };   // an archive without articles has no manifest
    throw error;
  });
  const found = manifest.languages[language];
  return found ? archiveOf(found, folder, language) : null;
}
