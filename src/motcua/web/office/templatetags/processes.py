"""What pages of processes look up in templates."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(mapping: Mapping[str, str], key: str) -> str:
    return mapping.get(key, "")
