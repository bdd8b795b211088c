"""What a password must be, and in which words it is refused."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from comments.models import Reader

SHORT = "密码过短，至少 8 个字符。"
COMMON = "这个密码太常见，很容易被猜中，请换一个。"
SIMILAR = "密码与用户名过于相似，请换一个。"


@pytest.mark.parametrize(
    ("password", "sentences"),
    [
        ("花好月圆-2024", []),
        ("很短", [SHORT]),
        ("password", [COMMON]),
        ("11111111", [COMMON]),
        ("嗯嗯嗯嗯嗯嗯嗯嗯", [COMMON]),
        ("嗯嗯", [SHORT, COMMON]),
        ("http://127.0.0.1:8000", [COMMON]),
        ("silverbridge", [SIMILAR]),
        ("harbour-lights", [SIMILAR]),
    ],
)
def test_a_password_is_refused_in_one_sentence_for_each_reason(password, sentences):
    reader = Reader(name="silverbridge", email="harbour-lights@example.com")
    try:
        validate_password(password, reader)
        found = []
    except ValidationError as error:
        found = error.messages
    assert found == sentences


def test_the_desk_lists_the_rules_before_a_password_is_typed():
    assert password_validators_help_texts() == ["密码至少 8 个字符。", "不要用常见的密码。", "不要与用户名相似。"]
