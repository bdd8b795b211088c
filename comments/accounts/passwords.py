"""What a password must not be, besides what Django's own rules say; their sentences are in `locale/`."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError


class NotCommon(CommonPasswordValidator):
    """Refuses Django's list of common passwords, one character over and over, and the name and address of this site."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.casefold()
        if len(set(plain)) < 2 or plain in {settings.SITE_NAME.casefold(), str(settings.SITE_HOST), settings.SITE_URL}:
            raise ValidationError(self.get_error_message(), code="password_too_common")
        super().validate(password, user)
