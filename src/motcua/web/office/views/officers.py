"""Members of staff and their accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.journal.queries import acts_of
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.models import Officer
from motcua.orgs.postings import Posting
from motcua.web.office import passwords
from motcua.web.office.forms import NewOfficer
from motcua.web.office.pages import (
    around,
    ask,
    for_administrators,
    now,
    page_number,
    perform,
    show,
    today,
)
from motcua.web.office.reading import member_for, unit_for
from motcua.web.office.words import told

SIZE = 50


@require_safe
@for_administrators
def officers(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the people within reach, by given name."""
    text = request.GET.get("q", "").strip()
    on, number = today(), page_number(request)
    found = directory.people(within=directory.reach(admin), on=on, text=text)
    page = found[(number - 1) * SIZE : number * SIZE]
    context = {
        "q": text,
        "total": len(found),
        "members": directory.members(page, on=on),
        **around(request, number=number, more=len(found) > number * SIZE),
    }
    return show(request, "officers.html", context)


@require_safe
@for_administrators
def officer(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Show one officer: posts, account, history; a new first password once."""
    member, refusal = member_for(admin, pk, on=today())
    context = {
        "member": member,
        "officer": member.officer,
        "refusal": refusal,
        "on": today(),
        "password": passwords.take(request, officer=pk),
        "acts": [told(act) for act in acts_of(member.officer.subject).reverse()[:20]],
    }
    return show(request, "officer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Make an account for a new officer of a unit."""
    unit = unit_for(admin, pk)
    form = NewOfficer(request.POST or None)
    if request.method == "POST":
        password = passwords.first_password()
        made = perform(
            form, lambda facts: orgs.add_officer(admin=admin, unit=unit, password=password, at=now(), **facts)
        )
        if made:
            passwords.keep(request, officer=made.pk, password=password)
            return redirect("office:officer", made.pk)
        if twin := _just_added(form, unit.pk):  # the button was pressed twice
            return redirect("office:officer", twin.pk)
    title = _("Thêm cán bộ của %(name)s") % {"name": unit.name}
    lede = _(
        "Hệ thống tạo mật khẩu đầu tiên, hiện một lần ở trang sau. Bước tiếp theo là bổ nhiệm vào vị trí."
    )
    back = (reverse("office:unit", args=[unit.pk]), unit.name)
    return ask(request, form, title=title, lede=lede, submit=_("Thêm cán bộ"), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def close(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Close or open an account, whichever it is not."""
    member, refusal = member_for(admin, pk, on=today())
    person = member.officer
    if refusal:
        raise refusal
    active = request.GET.get("mo") == "1"
    if request.method != "POST":
        return _confirm(request, person, "open" if active else "close")
    orgs.set_active(admin=admin, officer=person, active=active, at=now())
    said = _("Đã mở tài khoản của %(name)s.") if active else _("Đã khóa tài khoản của %(name)s.")
    messages.success(request, said % {"name": person.full_name})
    return redirect("office:officer", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def password(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Give an officer a new first password."""
    member, refusal = member_for(admin, pk, on=today())
    if refusal:
        raise refusal
    if request.method != "POST":
        return _confirm(request, member.officer, "password")
    new = passwords.first_password()
    orgs.reset_password(admin=admin, officer=member.officer, password=new, at=now())
    passwords.keep(request, officer=pk, password=new)
    return redirect("office:officer", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def second_factor(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Forget the second factor of an officer who lost it."""
    member, refusal = member_for(admin, pk, on=today())
    if refusal:
        raise refusal
    if request.method != "POST":
        return _confirm(request, member.officer, "second_factor")
    orgs.reset_second_factor(admin=admin, officer=member.officer, at=now())
    said = _("Đã xóa lớp bảo vệ thứ hai của %(name)s; lần đăng nhập tới phải tạo lại.")
    messages.success(request, said % {"name": member.officer.full_name})
    return redirect("office:officer", pk)


def _just_added(form: NewOfficer, unit_id: int) -> Officer | None:
    if not form.is_bound:
        return None
    facts = {name: form.cleaned_data.get(name) for name in ("username", "full_name")}
    same = Officer.objects.filter(
        unit_id=unit_id, user__username=facts["username"], full_name=facts["full_name"]
    )
    return same.filter(user__last_login=None).first() if all(facts.values()) else None


def _confirm(request: HttpRequest, person: Officer, what: str) -> HttpResponse:
    return show(request, "confirm_account.html", {"officer": person, "what": what})
