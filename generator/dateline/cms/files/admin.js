// Starts Sveltia CMS with the configuration beside this script.
import { init } from "./sveltia-cms/npm/index.js";

const answer = await fetch("config.json", { cache: "no-cache" });
const now = new Date();
const two = (number) => String(number).padStart(2, "0");
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
const config = JSON.parse(await answer.text(), (_, value) => (value === "{{today}}" ? today : value));
await init({ config });
