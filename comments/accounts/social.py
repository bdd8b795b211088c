"""Signing in through others, where the operator has named some: a name of ours, a word of theirs for nothing else.

Loaded only where `SOCIAL_PROVIDERS` is set.
"""

from allauth.socialaccount import forms as library
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import IntegrityError, transaction

from comments.accounts.adapter import TAKEN
from comments.accounts.forms import name_field, optional_address


class Elsewhere(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": "该邮箱已被一个账号使用；请先登录该账号，再绑定 %s。",
        "invalid_token": "第三方登录失败：凭据无效，请重试。",
        "no_password": "这是您唯一的登录方式。请先设置密码，再解绑。",
        "no_verified_email": "请先确认邮箱。",
        "disconnect_last": "最后一个绑定账号不能解绑。",
        "connected_other": "该第三方账号已绑定本站的另一个账号。",
    }

    def pre_social_login(self, request, sociallogin):
        """What others say of an address is no proof to us: it is confirmed by a letter like any other."""
        for address in sociallogin.email_addresses:
            address.verified = False


class Signup(library.SignupForm):
    """A name by our rule for somebody who signs in elsewhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_field(self.fields["username"])
        optional_address(self.fields["email"])

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.add_error("username", TAKEN)
            raise
