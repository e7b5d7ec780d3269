/*
 * Lets the archive be read without a network, and be installed.
 *
 *     <button data-install hidden>Download the app</button>   seen where the browser offers to install
 *     <p data-install-hint hidden>…</p>                       seen on iOS, where one does it by hand
 *
 * The service worker is registered once the page has all it needs; on the search page later still, so that what it
 * fetches for another day does not stand in the way of the first answer. A page that names no web manifest, as in
 * the portable edition, has no worker.
 */
{
  const installs = document.querySelectorAll("[data-install]");
  let offer = null;

  const show = (shown) => {
    for (const button of installs) button.hidden = !shown;
  };

  /* What was read before the worker was there to keep it. */
  const tellRead = async () => {
    const { active } = await navigator.serviceWorker.ready;
    const files = [...document.images].map((image) => image.currentSrc).filter(Boolean);
    active.postMessage({ pages: [location.href], files });
  };

  const register = () => {
    const first = !navigator.serviceWorker.controller;
    navigator.serviceWorker
      .register(new URL("../service-worker.js", mainScript))
      .then(() => first && tellRead())
      .catch(() => {});
  };

  const install = async () => {
    const asked = offer;
    offer = null;
    show(false);
    await asked?.prompt();
  };

  if (document.querySelector("link[rel=manifest]")) {
    if ("serviceWorker" in navigator) {
      const patience = document.querySelector("archive-search") ? 10000 : 500;
      addEventListener("load", () => setTimeout(register, patience));
    }

    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      offer = event;
      show(true);
    });
    addEventListener("appinstalled", () => show(false));
    for (const button of installs) button.addEventListener("click", install);

    /* Only Safari on iOS says so, and false means that it is not open from the home screen. */
    if (navigator.standalone === false) {
      for (const hint of document.querySelectorAll("[data-install-hint]")) hint.hidden = false;
    }
  }
}
