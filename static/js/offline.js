/* Without a line: what of the site is still on this machine. */

const list = document.querySelector("[data-kept]");
const none = document.querySelector("[data-none]");

async function show() {
  if (!("caches" in window)) return;
  const shelf = await caches.open("stories");
  for (const request of (await shelf.keys()).reverse()) {
    const page = new DOMParser().parseFromString(await (await shelf.match(request)).text(), "text/html");
    const link = document.createElement("a");
    link.href = new URL(request.url).pathname;
    link.textContent = page.querySelector("h1")?.textContent || link.href;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
    none.hidden = true;
  }
}

show().catch(() => {});
