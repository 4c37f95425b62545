"""A citation on a page: each text that the public can read somewhere is a link."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.kernel.citations import Reference, pieces
from motcua.kernel.texts import address_of

register = template.Library()


@register.filter
def linked(citation: str) -> SafeString:
    """Return the citation as written; texts whose address is known are links."""
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces(str(citation))))


def _shown(piece: str | Reference) -> str:
    if isinstance(piece, str):
        return piece
    url = address_of(piece.number)
    return format_html('<a href="{}" rel="external">{}</a>', url, piece.written) if url else piece.written
