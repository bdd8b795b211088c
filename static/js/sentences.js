/* The sentences of our modules in the reader's variant. The modules have them in Simplified, as arguments of `say`, where
   the server finds them; the forms of a variant come in a script of their own ahead of all modules: see
   news/variants/js_sentences.py. */

const forms = window.sentences || {};

/** A sentence in the reader's variant, `{}` in it filled by `value`; as it stands in the module where no form has come. */
export const say = (sentence, value) => (forms[sentence] ?? sentence).replace("{}", () => value);
