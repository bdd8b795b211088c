/* What is half written, kept by the tab for one reader, story, and comment that is answered or changed. */

import { reader } from "./dom.js";
import { ofTab } from "./storage.js";

/** The number of the story whose thread a form writes to. */
export const storyOf = (form) => form.dataset.story || form.getAttribute("action").match(/\/news\/(\d+)\//)?.[1] || "";

/** The name under which the tab keeps what is typed into a form. */
export function slotOf(form) {
  const place = form.dataset.edit ? `edit-${form.dataset.edit}` : form.elements.parent?.value || "";
  return `draft:${reader()}:${storyOf(form)}:${place}`;
}

export const readDraft = (slot) => ofTab.get(slot) || "";
export const forgetDraft = (slot) => ofTab.remove(slot);

export function saveDraft(slot, text) {
  if (text) ofTab.set(slot, text);
  else ofTab.remove(slot);
}

/** Put what is kept for a form into it; a form that has a text of its own keeps that, unless it is an edit. */
export function restoreDraft(form) {
  const field = form?.elements.text;
  const draft = field && readDraft(slotOf(form));
  if (draft && (!field.value || form.dataset.edit)) field.value = draft;
}

/** This reader's kept answers and edits: [{ slot, story, isEdit, pk }]. */
export function keptAnswers() {
  const head = `draft:${reader()}:`;
  return ofTab.keys().flatMap((slot) => {
    const parts = slot.startsWith(head) && slot.slice(head.length).match(/^(\d*):(edit-)?(\d+)$/);
    return parts ? [{ slot, story: parts[1], isEdit: Boolean(parts[2]), pk: parts[3] }] : [];
  });
}
