// Solves the sum of a challenge, so that nobody has to look at the picture: finds a number whose SHA-256, behind the
// token, begins with enough zeros. Where the browser gives no SHA-256 (plain http from afar) the picture stays.

const box = document.querySelector(".challenge");
const AT_ONCE = 512;
const utf8 = new TextEncoder();

async function zeros(text) {
  const digest = new DataView(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Math.clz32(digest.getUint32(0));
}

async function solved(token, bits) {
  for (let start = 0; ; start += AT_ONCE) {
    const found = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => zeros(`${token}:${start + i}`)));
    const at = found.findIndex((count) => count >= bits);
    if (at >= 0) return start + at;
  }
}

async function solve() {
  const form = box.closest("form");
  const show = (id, shown) => (document.getElementById(id).hidden = !shown);
  let waiting = null;
  const hold = (event) => {
    event.preventDefault();
    waiting = event.submitter;
    waiting?.setAttribute("aria-disabled", "true");
  };
  box.querySelector(".drawn").hidden = true;
  show("challenge-working", true);
  form.addEventListener("submit", hold);
  const work = await solved(form.elements.token.value, Number(box.dataset.bits));
  form.elements.work.value = work;
  form.removeEventListener("submit", hold);
  show("challenge-working", false);
  show("challenge-solved", true);
  if (waiting) form.requestSubmit(waiting);
}

if (box && window.crypto?.subtle) solve();
