"""What a password must be, in our own sentences."""

from django.conf import settings
from django.contrib.auth import password_validation as django_rules
from django.core.exceptions import ValidationError

SHORTEST = 8


class LongEnough:
    def validate(self, password, user=None):
        if len(password) < SHORTEST:
            raise ValidationError(f"密码过短，至少 {SHORTEST} 个字符。")

    def get_help_text(self):
        return f"密码至少 {SHORTEST} 个字符。"


class Plain:
    """One of Django's own rules, said in our words."""

    rule, sentence, hint = None, "", ""

    def validate(self, password, user=None):
        try:
            self.rule().validate(password, user)
        except ValidationError as error:
            raise ValidationError(self.sentence) from error

    def get_help_text(self):
        return self.hint


class NotCommon(Plain):
    rule = django_rules.CommonPasswordValidator
    sentence = "这个密码太常见，很容易被猜中，请换一个。"
    hint = "不要用常见的密码。"


class NotTheName(Plain):
    @staticmethod
    def rule():
        return django_rules.UserAttributeSimilarityValidator(user_attributes=["name", "email"])

    sentence = "密码与用户名过于相似，请换一个。"
    hint = "不要与用户名相似。"


class NotTrivial:
    """Neither one character over and over, nor the name of this site."""

    def validate(self, password, user=None):
        plain = password.casefold()
        if len(set(plain)) < 2 or plain in {settings.SITE_NAME.casefold(), str(settings.SITE_HOST), settings.SITE_URL}:
            raise ValidationError(NotCommon.sentence)

    def get_help_text(self):
        return ""
