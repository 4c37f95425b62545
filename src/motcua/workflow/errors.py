"""Refusals of processes."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class ProcessUnreadable(Refusal):
    """``faults`` (a fact) holds every fault, each with the element it is about."""

    code = "workflow.process-unreadable"
    message = _("Chưa nhập được quy trình. {said}")
