// Keeps Dateline's cache and the last site from build to build.
const folders = [".dateline", "public"];

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(folders),
  onPostBuild: ({ utils }) => utils.cache.save(folders),
};
