/* What Django's own templates and scripts leave unsaid of small pictures in the admin. */

// A name may stand on what is drawn as a picture only if it is said to be one.
addEventListener("load", () => {
    for (const hint of document.querySelectorAll(".help-tooltip[aria-label]")) hint.setAttribute("role", "img");
});

const ANSWERS = { True: "是", False: "否", None: "未知" };
for (const icon of document.querySelectorAll("img[alt]")) icon.alt = ANSWERS[icon.alt] ?? icon.alt;
