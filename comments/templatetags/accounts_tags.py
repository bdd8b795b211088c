from typing import Any

from django import template
from django.template import Context

from comments.accounts.second_factor import number_of

register = template.Library()


@register.simple_tag(takes_context=True)
def by_number(context: Context) -> Any:
    """What is to be said where the site was asked for by a number; see `number_of`."""
    return number_of(context["request"])
