// Has the site built every hour, so that stories that wait for their date appear. It does nothing
// until the environment variable BUILD_HOOK has the address of a build hook.
export default async () => {
  if (process.env.BUILD_HOOK) await fetch(process.env.BUILD_HOOK, { method: "POST" });
};

export const config = { schedule: "5 * * * *" };
