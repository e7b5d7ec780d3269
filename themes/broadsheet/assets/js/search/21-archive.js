/*
 * The archive in one language, as the manifest has it: its engine, its volumes, and the word map.
 */

class Archive {
  /* `row` is the manifest's of a language, `folder` where search data are. */
  constructor(row, folder, language) {
    this.engine = new Engine(new URL(row.engine, folder).href);
    this.volumes = row.volumes.map((each) => new Volume(each, folder, this.engine, language));
    this.articles = row.articles;
    this.byId = new Map(this.volumes.map((volume) => [volume.id, volume]));
    this.sizes = new Map(this.volumes.map(({ id, articles }) => [id, articles]));
    this.map = row.words ? new WordMap(row.words, folder, this.sizes) : null;   // none where no spaces part words
  }
}

/* Fetches the manifest. Gives nothing where there is no index in that language, or none at all. */
async function openArchive(folder, language) {
  const manifest = await contentsAt(new URL("manifest.json", folder).href, { cache: "no-cache" }).catch((error) => {
    if (error.status === 404) return { languages: {} };   // an archive without articles has no manifest
    throw error;
  });
  const found = manifest.languages[language];
  return found ? new Archive(found, folder, language) : null;
}
