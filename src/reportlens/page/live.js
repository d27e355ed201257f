// The preview's script: fetches the page again when the report was saved, and changes only what changed.
(() => {
  "use strict";
  const PARTS = ["nav", "main"];
  let version = document.currentScript.dataset.version;
  let busy = false;
  let wanted = version;

  const sources = (root) => PARTS.map((it) => Array.from(root.querySelector(it)?.children ?? [], (child) => child.outerHTML));
  let known = sources(document);

  // What begins first in the window stays where it is, whatever grows above it.
  function held() {
    let above = null;
    for (const it of document.querySelectorAll("main [id]")) {
      const top = it.getBoundingClientRect().top;
      if (top >= -2) return top < window.innerHeight || !above ? { id: it.id, top } : above;
      above = { id: it.id, top };
    }
    return above;
  }

  function patch(next) {
    const fresh = sources(next);
    const place = held();
    PARTS.forEach((name, n) => {
      const here = document.querySelector(name);
      const there = next.querySelector(name);
      if (!here || !there) return;
      const children = Array.from(there.children);
      children.forEach((child, i) => {
        if (known[n][i] === fresh[n][i] && here.children[i]) return;
        const node = document.adoptNode(child);
        if (here.children[i]) here.children[i].replaceWith(node);
        else here.append(node);
      });
      while (here.children.length > children.length) here.lastElementChild.remove();
    });
    known = fresh;
    document.title = next.title;
    const again = place && document.getElementById(place.id);
    if (again) window.scrollBy({ top: again.getBoundingClientRect().top - place.top, behavior: "instant" });
  }

  function notice(words) {
    let box = document.querySelector(".notice");
    if (!words) return box?.remove();
    if (!box) {
      box = document.createElement("p");
      box.className = "notice";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = words;
  }

  async function renew() {
    if (busy) return;
    busy = true;
    try {
      while (version !== wanted) {
        const answer = await fetch("./", { cache: "no-store" });
        const next = new DOMParser().parseFromString(await answer.text(), "text/html");
        version = answer.headers.get("X-Version") ?? wanted;
        if (!answer.ok) notice(next.querySelector("main").textContent.trim());
        else if (Boolean(next.querySelector("nav")) !== Boolean(document.querySelector("nav"))) location.reload();
        else {
          patch(next);
          notice("");
        }
      }
      document.documentElement.dataset.version = version;
    } catch {
      version = "";
    } finally {
      busy = false;
    }
  }

  const events = new EventSource("events");
  events.onmessage = (event) => {
    wanted = event.data;
    renew();
  };
  events.onerror = () => notice("The preview is not running any more");
  events.onopen = () => notice("");
})();
