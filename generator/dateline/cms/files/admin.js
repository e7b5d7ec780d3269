// Starts Sveltia CMS with the configuration beside this script.
import { init } from "./sveltia-cms/npm/index.js";

const answer = await fetch("config.json", { cache: "no-cache" });
await init({ config: await answer.json() });
