"""Refusals of forms."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal


class FormFlawed(Refusal):
    """``flaws`` holds each with its place."""

    code = "eforms.form-flawed"
    message = _("Biểu mẫu {form} chưa công bố được: {said}")
