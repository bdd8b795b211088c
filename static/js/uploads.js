/* Files that are too large are refused before they are sent. data-max-mb: of one file; data-max-total-mb: of all in a field. */

import { say } from "./sentences.js";

const MB = 1024 * 1024;
const sizeProblem = (most) => say("上传的文件过大（最多 {} MB）。", most);

/** Why the chosen files cannot be sent; "" if they can. */
export function problemOf(files, most, mostInAll) {
  if (most && files.some((file) => file.size > most * MB)) return sizeProblem(most);
  if (mostInAll && files.reduce((sum, file) => sum + file.size, 0) > mostInAll * MB) return sizeProblem(mostInAll);
  return "";
}

/** The pictures among the files of a clipboard or a drag. */
export const imagesIn = (transfer) => [...(transfer?.files || [])].filter((file) => file.type.startsWith("image/"));

/* The browser itself shows the sentence at the field and does not send the form. Rows of the admin's forms come later, so: the document. */
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[type=file][data-max-mb]")) return;
  const { maxMb, maxTotalMb } = target.dataset;
  target.setCustomValidity(problemOf([...target.files], Number(maxMb), Number(maxTotalMb)));
  if (!target.validity.valid) target.reportValidity();
});

/* The admin's form does not ask the browser to check its fields. */
document.addEventListener("submit", (event) => {
  const fields = [...event.target.querySelectorAll("input[type=file][data-max-mb]")];
  const wrong = fields.find((field) => field.validity.customError);
  if (!wrong) return;
  event.preventDefault();
  wrong.reportValidity();
});
