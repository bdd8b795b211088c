/* Changes the page without moving what the reader is looking at. */

const ANCHORS = "#story > header, #story .body > *, .article-votes, .share, .group > h2, .composer, .answering, .comment, .pager";

function inView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

export { inView };

/** Run `change`; if the first thing in view has moved by it, scroll the difference away. */
export function still(change) {
  const seen = [...document.querySelectorAll(ANCHORS)].filter(inView).slice(0, 4)
    .map((element) => ({ element, id: element.id, top: element.getBoundingClientRect().top }));
  change();
  for (const { element, id, top } of seen) {
    const now = element.isConnected ? element : id && document.getElementById(id);
    if (!now) continue;
    const moved = now.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
    return;
  }
}
