"""Sentences of libraries that are said otherwise: the compiled catalogue, and that the libraries still have them."""

from functools import cache
from io import BytesIO
from pathlib import Path

import allauth
import django
import pytest
from allauth.account.adapter import get_adapter
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation.template import templatize

from comments.rate_limits.limits import SIGN_IN

FOLDER = settings.LOCALE_PATHS[0] / "zh_Hans/LC_MESSAGES"
LIBRARIES = {"allauth": Path(allauth.__file__).parent, "django": Path(django.__file__).parent}
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def read_catalogue(read, name: str):
    with (FOLDER / name).open("rb") as file:
        return read(file)


def sentences_in(catalogue) -> list:
    return [sentence for sentence in catalogue if sentence.id]


CATALOGUE = read_catalogue(read_po, "django.po")
SENTENCES = sentences_in(CATALOGUE)


def forms_of(text: str | list | tuple) -> tuple:
    """(singular, plural) of a sentence that has both, else the sentence alone."""
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def sentences_of(place: str) -> set:
    """{(context, sentence)} that a file of a library, named as in the catalogue, has translated."""
    package, _, path = place.partition("/")
    source = (LIBRARIES[package] / path).read_text("utf-8")
    if not path.endswith(".py"):
        source = templatize(source)
    found = extract("python", BytesIO(source.encode()), KEYWORDS)
    return {(context, sentence) for _, sentence, _, context in found}


def test_the_compiled_catalogue_says_what_the_readable_one_says():
    compiled, readable = (
        {(one.context, *forms_of(one.id)): forms_of(one.string) for one in sentences}
        for sentences in (sentences_in(read_catalogue(read_mo, "django.mo")), SENTENCES)
    )
    assert compiled == readable, "run `make messages`"


def test_every_sentence_is_translated_with_the_same_placeholders():
    assert all(one.string and one.locations and not one.fuzzy for one in SENTENCES)
    assert list(CATALOGUE.check()) == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: str(one.id)[:60])
def test_the_library_still_has_the_sentence(sentence):
    for place, _ in sentence.locations:
        assert (sentence.context, sentence.id) in sentences_of(place), place


def test_our_sentences_come_before_those_of_the_libraries():
    assert gettext("Incorrect code.") == "验证码错误或已使用。"
    assert gettext("This password is too common.") == "这个密码太常见，很容易被猜中，请换一个。"


def test_the_limit_of_codes_is_told_in_the_words_of_the_limit_of_passwords():
    assert str(get_adapter().error_messages["too_many_login_attempts"]) == SIGN_IN
