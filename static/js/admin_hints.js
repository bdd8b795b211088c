/* Hints that Django's own script of two lists draws as pictures: a name may stand on them only if they are said to be some. */

addEventListener("load", () => {
    for (const hint of document.querySelectorAll(".help-tooltip[aria-label]")) hint.setAttribute("role", "img");
});
