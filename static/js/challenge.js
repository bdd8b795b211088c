// Solves the proof of work of a challenge (ALTCHA's format), so that nobody has to look at the picture. The library's
// own workers do it, served from here: its widget would put styles and blob workers into the page, which the policy of
// this site does not allow. Where the browser gives no cryptography (plain http from afar) the picture stays.

const box = document.querySelector(".challenge");
const MINUTES = 10;

function solved(challenge, source) {
  const count = Math.max(1, Math.min(navigator.hardwareConcurrency || 1, 4));
  const workers = Array.from({ length: count }, () => new Worker(source));
  const first = new Promise((resolve, reject) => {
    for (const [index, worker] of workers.entries()) {
      worker.onmessage = ({ data }) => (data && !data.error ? resolve(data) : reject(data?.error));
      worker.onerror = reject;
      worker.postMessage({ type: "work", challenge, counterStart: index, counterStep: count, timeout: MINUTES * 6e4 });
    }
  });
  return first.finally(() => workers.forEach((worker) => worker.terminate()));
}

async function solve() {
  const form = box.closest("form");
  const show = (id, shown) => (document.getElementById(id).hidden = !shown);
  const drawn = box.querySelector(".drawn");
  let waiting = null;
  const hold = (event) => {
    event.preventDefault();
    waiting = event.submitter;
    waiting?.setAttribute("aria-disabled", "true");
  };
  drawn.hidden = true;
  show("challenge-working", true);
  form.addEventListener("submit", hold);
  try {
    const challenge = JSON.parse(box.dataset.challenge);
    const solution = await solved(challenge, box.dataset.worker);
    form.elements.altcha.value = btoa(JSON.stringify({ challenge, solution }));
    show("challenge-solved", true);
  } catch {
    drawn.hidden = false;
  }
  show("challenge-working", false);
  form.removeEventListener("submit", hold);
  waiting?.removeAttribute("aria-disabled");
  if (waiting && form.elements.altcha.value) form.requestSubmit(waiting);
}

if (box && window.crypto?.subtle) solve();
