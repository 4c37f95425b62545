"""Posts and who holds them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.models import Appointment, Duty, Officer, Post
from motcua.orgs.postings import Posting
from motcua.web.office.forms import Appoint, EndAppointment, NewPost, PostFacts, Text
from motcua.web.office.pages import ask, for_administrators, now, perform, today
from motcua.web.office.reading import appointment_for, post_for, unit_for
from motcua.web.ui import formats


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Add a post to a unit."""
    unit = unit_for(admin, pk)
    form = NewPost(request.POST or None)
    if request.method == "POST":
        made = perform(form, lambda facts: orgs.add_post(admin=admin, unit=unit, at=now(), **_duties(facts)))
        if made:
            messages.success(request, _("Đã thêm vị trí %(title)s.") % {"title": made.title})
            return redirect("office:unit", unit.pk)
    title = _("Thêm vị trí ở %(name)s") % {"name": unit.name}
    back = (reverse("office:unit", args=[unit.pk]), unit.name)
    return ask(request, form, title=title, submit=_("Thêm vị trí"), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def duties(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Change what the holder of a post may do."""
    post = post_for(admin, pk)
    form = PostFacts(request.POST or None, initial={"duties": post.duties})
    if request.method == "POST":
        done = perform(
            form, lambda facts: orgs.change_duties(admin=admin, post_id=post.pk, at=now(), **_duties(facts))
        )
        if done:
            messages.success(request, _("Đã đổi nhiệm vụ của %(title)s.") % {"title": post.title})
            return redirect("office:unit", post.unit_id)
    title = _("Nhiệm vụ của %(title)s") % {"title": post.title}
    lede = _("Thay đổi có hiệu lực ngay với người đang giữ vị trí.")
    return ask(request, form, title=title, lede=lede, submit=_("Lưu nhiệm vụ"), back=_back(post))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def appoint(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Give a post to an officer."""
    post = post_for(admin, pk)
    initial = {"from_on": today(), "username": request.GET.get("can-bo", "")}
    form = Appoint(request.POST or None, initial=initial)
    _suggest(form, post)
    if request.method == "POST":
        made = perform(form, lambda facts: _appoint(admin, form, post, facts))
        if made:
            said = {
                "name": made.officer.full_name,
                "title": post.title,
                "on": formats.short_day(made.from_on),
            }
            messages.success(request, _("%(name)s giữ vị trí %(title)s từ ngày %(on)s.") % said)
            return redirect("office:unit", post.unit_id)
    title = _("Bổ nhiệm vào vị trí %(title)s") % {"title": post.title}
    return ask(request, form, title=title, submit=_("Bổ nhiệm"), back=_back(post))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def end(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """End an appointment."""
    appointment = appointment_for(admin, pk)
    form = EndAppointment(request.POST or None)
    if request.method == "POST":
        done = perform(
            form,
            lambda facts: orgs.end_appointment(admin=admin, appointment=appointment, at=now(), **facts),
        )
        if done:
            said = {"name": appointment.officer.full_name, "on": formats.short_day(done.to_on or today())}
            messages.success(request, _("%(name)s thôi giữ vị trí từ ngày %(on)s.") % said)
            return redirect("office:unit", appointment.post.unit_id)
    said = {"name": appointment.officer.full_name, "title": appointment.post.title}
    title = _("%(name)s thôi giữ vị trí %(title)s") % said
    lede = _("Hồ sơ người này đang thụ lý không tự chuyển: lãnh đạo đơn vị giao lại ở trang xử lý hồ sơ.")
    return ask(
        request, form, title=title, lede=lede, submit=_("Ghi ngày thôi giữ"), back=_back(appointment.post),
        danger=True,
    )  # fmt: skip


def _appoint(admin: Posting, form: Appoint, post: Post, facts: dict[str, Any]) -> Appointment | None:
    officer = Officer.objects.filter(user__username=facts["username"]).first()
    if officer is None:
        form.add_error("username", _("Không có cán bộ nào với tên đăng nhập này."))
        return None
    return orgs.appoint(admin=admin, officer=officer, post=post, from_on=facts["from_on"], at=now())


def _suggest(form: Appoint, post: Post) -> None:
    """Offer the people of the unit and of the one above while somebody types."""
    on = today()
    near = [pk for pk in (post.unit_id, post.unit.parent_id) if pk]
    people = directory.members(directory.people(within=near, on=on), on=on)
    field = form.fields["username"]
    assert isinstance(field, Text)
    field.suggestions = [(each.officer.user.username, each.officer.full_name) for each in people]


def _duties(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"duties": [Duty(duty) for duty in facts["duties"]]}


def _back(post: Post) -> tuple[str, str]:
    return reverse("office:unit", args=[post.unit_id]), post.unit.name
