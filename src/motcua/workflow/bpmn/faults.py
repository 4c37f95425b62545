"""One thing wrong with a file or a process, said about the element it is wrong with."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Fault:
    """``kind`` is the element as BPMN names it, ``label`` as we do; a fault of the whole has neither."""

    message: str
    kind: str = ""
    label: str = ""
    name: str = ""
    id: str = ""

    def __str__(self) -> str:
        if not self.kind:
            return self.message
        named = gettext("“%(name)s”") % {"name": self.name} if self.name else gettext("không tên")
        place = gettext("%(label)s %(named)s (%(kind)s, mã %(id)s)") % {
            "label": self.label,
            "named": named,
            "kind": self.kind,
            "id": self.id or "—",
        }
        return f"{place}: {self.message}"
