"""Noncharacters of Unicode, each of which means one thing while a text is worked on.

No text of readers or editors holds them: `comments.thread.text` and the sanitiser take them out.
"""

SEAM = "\ufdd0"  # between the runs of a unit of HTML
KEPT_FROM, KEPT_TO = "\ufdd1", "\ufdd2"  # around a name, which stays as it is
HOLE = "\ufdd3"  # where a word of a table was taken out
PEOPLE_FROM, PEOPLE_TO = "\ufdd4", "\ufdd5"  # around what people wrote, which has none of the interface's words
BLOT = "\ufdd6"  # in place of each letter of an editor's mark
BOUNDARY = "\ufdd7"  # parts words
