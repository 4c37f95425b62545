"""Reading forms."""

from motcua.eforms.models import FormVersion

_MOST = 2**31 - 1


def form_version(code: str, number: int) -> FormVersion | None:
    """Return one version of a form."""
    if not 0 < number <= _MOST or "\x00" in code:
        return None
    return FormVersion.objects.filter(code=code, number=number).first()
