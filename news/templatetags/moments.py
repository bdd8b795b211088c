"""Moments for machines. A builtin of templates, for nearly every one of them says when."""

from django import template

register = template.Library()


@register.filter(expects_localtime=True)
def iso(moment):
    """A moment in the site's zone as `<time datetime>` takes it: to the second, for HTML knows no microseconds."""
    return moment.isoformat(timespec="seconds") if moment else ""
