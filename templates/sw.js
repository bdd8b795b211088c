{% load news_tags %}/* The offline reader: the stories that were read last, as everybody sees them; nobody's own page is ever kept. */

const RELEASE = "{{ release }}";
const SHELL = `shell-${RELEASE}`;
const STORIES = "stories";
const MOST = 30;
const FILES = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}{% for page in pages %}"{{ page }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const MOMENTS = "{{ moments|escapejs }}"; // writes what was written by its hour alone, as of another day
const STORY = /^(?:\/(?:zh-hans|zh-hant|zh-hk))?\/news\/\d+\/$/;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES.map((file) => new Request(file, { credentials: "omit" })))));
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    // Never on: what is not answered here, such as the desk, would be asked for twice, and lose what it says once.
    await registration.navigationPreload?.disable();
    await clients.claim();
  })());
});

/** Keep the public copy of a story, its pictures too; forget the one that was read longest ago. */
async function keep(address) {
  // Past the browser's own cache: a step back must not find everybody's page in place of the reader's.
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  const shelf = await caches.open(STORIES);
  if (answer.status === 404 || answer.status === 410) return shelf.delete(address);
  if (!answer.ok || answer.redirected) return;
  await shelf.delete(address); // put in anew, it stands last
  await shelf.put(address, answer);
  const keys = await shelf.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await shelf.delete(old);
}

/* What of a page asks whoever looks to sign in, or takes what they do: nothing of it works without a line. */
const SIGNED_OUT = /<!--me:(?:account|follow|composer|bonds)-->[^]*?<!--\/me-->/g;

{% in_each_variant "离线副本：现在没有网络，这是上次读到的内容。" as notes %}const OFFLINE_NOTES = JSON.parse("{{ notes|escapejs }}"); // by the prefix of the page's address

/** The variant of a page's address, "" as written. */
const variantOf = (path) => path.match(/^\/(zh-hans|zh-hant|zh-hk)\//)?.[1] || "";

function offlineNote(path) {
  return `<p class="messages notice" role="status">${OFFLINE_NOTES[variantOf(path)]}</p>`;
}

/** The page that says, in the variant of an address, that there is no line. */
const offlinePage = (path) => (variantOf(path) ? `/${variantOf(path)}/offline/` : "/offline/");

/** A kept page as it is shown without a line, with `note`: it says nothing of whether its reader is signed in. */
async function offlineCopy(answer, note) {
  const html = (await answer.text())
    .replace("<html ", "<html data-offline ")
    .replace("</head>", `<script type="module" src="${MOMENTS}"></script></head>`)
    .replace(SIGNED_OUT, "")
    .replace("<!--me:messages-->", note);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag"]) headers.delete(name); // of the bytes as they came
  return new Response(html, { status: answer.status, headers });
}

async function navigate(event, path) {
  try {
    const answer = await fetch(event.request);
    if (STORY.test(path)) event.waitUntil(keep(path).catch(() => {}));
    return answer;
  } catch (error) {
    const kept = await caches.match(path, { cacheName: STORIES });
    const other = kept || (await caches.match(offlinePage(path)));
    return other ? offlineCopy(other, kept ? offlineNote(path) : "") : Promise.reject(error);
  }
}

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate") {
    if (!pathname.startsWith("/admin/")) event.respondWith(navigate(event, pathname));
  } else if (FILES.includes(pathname)) { // nothing else is touched: a worker in between only costs time
    event.respondWith(caches.match(pathname, { cacheName: SHELL }).then((kept) => kept || fetch(event.request)));
  }
});
