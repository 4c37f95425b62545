"""Who walks through the site: everybody of the table of access, and whoever meets pages that they do not."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

import motcua.catalogue
from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import Person, User
from motcua.catalogue.facts import OnlineLevel
from motcua.catalogue.importing.sources import read_records
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, Draft
from motcua.jobs.seed.answers import answer
from motcua.orgs import operations as orgs
from motcua.orgs.models import CalendarDecision, Duty, Officer, Unit, UnitKind
from motcua.orgs.postings import Posting, posting_of
from motcua.papers import templates
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import Level
from tests import factories as make
from tests.sign_in import signed_in, user_of
from tests.web import led
from tests.web.access_world import World, world
from tests.web.digitised import at_every_step
from tests.web.every_page import asking, factors, form_builder, held, paperwork
from tests.web.every_page.crawl import ENOUGH

EVERYWHERE = ("/",)
PUBLIC = {"owner", "other", "nobody"}
IN_ENGLISH = {"owner", "clerk"}
STAFF = ("/can-bo/", "/quay/", "/xu-ly/", "/quan-tri/", "/sanh/", "/accounts/", "/staff/", "/sign-out/")
STAFF_OF_THE_OFFICE = {"officer": "Trần Thị Bình", "head": "Lê Cường", "signer": "Phạm Dũng"}
DATA = Path(motcua.catalogue.__file__).parent / "data"
REAL = ("forms", "ho-tich-khai-sinh.yaml", "ho-kinh-doanh.yaml", "ly-lich-tu-phap.yaml")
BIRTH = "1.001193"
NOT_ONLINE = make.PROCEDURE.model_copy(
    update={"code": "1.000001", "name": "Thủ tục chỉ nộp trực tiếp", "online": OnlineLevel.NONE}
)


@dataclass(frozen=True)
class Visitor:
    """A browser; ``unlinked`` are addresses it opens though no page links to them, each with the reason."""

    name: str
    client: Client
    unlinked: Sequence[tuple[str, str]] = ()
    within: tuple[str, ...] = STAFF
    start: str = "/can-bo/"
    second_factor: bool = False
    enough: int = ENOUGH  # pages of one kind


def everybody() -> list[Visitor]:
    """Make the province and return who walks through it."""
    here = world()
    root = _province(here)
    here.browsers["clerk"].post("/quay/goi-so/", {"act": "sit", "window": "1"})
    clerk = _posting("Rơ Châm Hyao")
    _two_in_turn(here, clerk)
    _publish_real_procedures()
    _more_dossiers(here, clerk)
    at_every_step(_office(here, clerk))
    known = _known(here)
    others = (*_other_duties(here), *_administrators(root, here), *_with_accounts_to_keep(clerk))
    return [*known, *others, *(_in_english(one) for one in known if one.name in IN_ENGLISH)]


def _in_english(one: Visitor) -> Visitor:
    """Return the same person with another browser, who has chosen English and looks at fewer pages."""
    browser = Client()
    browser.cookies.load({name: morsel.value for name, morsel in one.client.cookies.items()})
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return replace(one, name=f"{one.name} in English", client=browser, unlinked=(), enough=2)


def _known(here: World) -> list[Visitor]:
    """Return those of the table of access."""
    found = [Visitor(name, client, _unlinked(name, here)) for name, client in here.browsers.items()]
    found = [replace(one, enough=20) if one.name == "owner" else one for one in found]  # has so many dossiers
    return [replace(one, within=EVERYWHERE, start="/") if one.name in PUBLIC else one for one in found]


def _two_in_turn(here: World, clerk: Posting) -> None:
    """Let two dossiers of one procedure wait to be taken up, one after the other."""
    office = _office(here, clerk)
    office.accepted()
    here.values["second"] = office.accepted(make.MONDAY + timedelta(hours=1)).code


def _publish_real_procedures() -> None:
    """Publish real ones, with long names, fees and forms; of one there are two versions afterwards."""
    readings = [reading for name in REAL for reading in read_records(DATA / name)]
    records = [reading.record for reading in readings if reading.record]
    import_records(records=[*records, NOT_ONLINE], at=timezone.now(), overwrite=True)


def _province(here: World) -> Unit:
    root = Unit.objects.get(code="H21", kind=UnitKind.PROVINCE)
    Unit.objects.filter(pk=root.pk).update(name="Ủy ban nhân dân tỉnh Gia Lai")
    Unit.objects.filter(pk=here.values["unit"]).update(parent=root, name="Ủy ban nhân dân xã Chư Prông")
    return root


def _posting(name: str) -> Posting:
    return posting_of(Officer.objects.get(full_name=name), on=timezone.localdate(), face="test")


def _office(here: World, clerk: Posting) -> make.Office:
    unit = Unit.objects.get(pk=here.values["unit"])
    others = {duty: _posting(name) for duty, name in STAFF_OF_THE_OFFICE.items()}
    return make.Office(
        unit=unit,
        desk=Unit.objects.get(parent=unit, kind=UnitKind.DESK),
        version=ProcedureVersion.objects.get(code=here.values["procedure"], to_on=None),
        clerk=clerk,
        citizen=citizen_of(Person.objects.get(full_name="Siu Blơk"), face="test"),
        **others,
    )


def _more_dossiers(here: World, clerk: Posting) -> None:
    """Add what the table of access does not need: a refusal, a stop, a real form begun, a business."""
    person = Person.objects.get(full_name="Siu Blơk")
    make.business(person)
    citizen = citizen_of(person, face="test")
    unit = Unit.objects.get(pk=here.values["unit"])
    drafts = [_draft(citizen, unit, answered=much > 0, with_papers=much > 1) for much in range(3)]
    _let_rest(drafts[0])
    held.begin(citizen, unit, birth=BIRTH)
    other = make.citizen("Rơ Mah Kim", "064090008888")
    for one, two in ((citizen, other), (other, citizen)):
        _to_confirm(here, one, two, unit)
    CalendarDecision.objects.create(
        on=timezone.localdate() + timedelta(days=9), working=False, reason="Bão", citation="QĐ 1/QĐ-UBND"
    )
    again = [_copy_of(here.values["filed"], number) for number in (901, 902)]
    dossiers.refuse(
        code=again[0],
        clerk=clerk,
        reason="Sai nơi",
        guidance="Nộp ở xã Bàu Cạn",
        citation="",
        at=timezone.now(),
    )
    dossiers.withdraw(code=again[1], viewer=citizen, reason="Nộp nhầm", at=timezone.now())
    own = make.paper(f"person:{person.pk}", content=make.PNG)
    vault.keep(
        owner=own.owner,
        file=own.file,
        said=vault.Description(paper_type="KQ.G15.000031", title="Giấy khai sinh", holder="064190001234"),
        level=Level.OWN,
        actor=citizen.actor,
        at=timezone.now(),
    )
    dossiers.stop(
        code=_copy_of(here.values["handled"], 903),
        officer=_posting("Phạm Dũng"),
        reason="Đất đang tranh chấp",
        citation="Điều 21 Nghị định 118/2025/NĐ-CP",
        at=timezone.now(),
    )


def _let_rest(draft: Draft) -> None:
    """Leave a draft for so long that its owner is told when it will be deleted."""
    now = timezone.now()
    resting = {"reminders": 3, "reminded_at": now, "delete_on": timezone.localdate() + timedelta(days=30)}
    Draft.objects.filter(pk=draft.pk).update(**resting)


def _to_confirm(here: World, father: Citizen, mother: Citizen, unit: Unit) -> None:
    """Begin the registration of a birth by the father, and ask the mother to confirm."""
    number = Person.objects.get(pk=mother.person_id).identity_number
    said = {
        "applicant_relation": "father",
        "has_mother": "yes",
        "mother_name": mother.actor.name,
        "mother_birth_year": 1996,
        "mother_ethnicity": "Gia Rai",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Xã Chư Prông, tỉnh Gia Lai",
        "mother_identity": number,
    }
    draft = _draft(father, unit, answered=True, with_papers=False, said=said)
    asked = dossiers.invite(draft_id=draft.pk, citizen=father, key="mother", at=timezone.now())
    here.values["confirmation"] = asked.pk


def _draft(
    citizen: Citizen,
    unit: Unit,
    *,
    answered: bool,
    with_papers: bool,
    said: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin the real registration of a birth; answer everything; send every paper it asks for."""
    at = timezone.now()
    version = ProcedureVersion.objects.select_related("form").get(code=BIRTH, to_on=None)
    draft = dossiers.start_draft(version=version, citizen=citizen, unit=unit, at=at)
    person = Person.objects.get(pk=citizen.person_id)
    assert version.form
    form = version.form.definition
    chance = Random(1)  # noqa: S311
    given = answer(form, person, chance, timezone.localdate()) if answered else {}
    given |= said or {}
    for section in form.sections if answered else ():
        dossiers.save_section(
            draft_id=draft.pk, citizen=citizen, section_key=section.key, answers=given, at=at
        )
    for paper in version.facts.papers if with_papers else ():
        dossiers.attach_to_draft(
            draft_id=draft.pk,
            citizen=citizen,
            key=paper.key,
            title=paper.name,
            content=BytesIO(make.PNG),
            file_name="giấy tờ.png",
            at=at,
        )
    return draft


def _copy_of(code: str, number: int) -> str:
    """Return the code of one more dossier like this one."""
    dossier = Dossier.objects.get(code=code)
    day = f"{dossier.filed_on:%y%m%d}"
    dossier.pk, dossier.number, dossier.code = None, number, f"{code.split('-')[0]}-{day}-{number:04d}"
    dossier._state.adding = True
    dossier.save()
    return dossier.code


def _unlinked(name: str, here: World) -> Sequence[tuple[str, str]]:
    filed, signed, asked = here.values["filed"], here.values["signed"], here.values["asked"]
    confirmation = here.values["confirmation"]
    return {
        "owner": (
            (f"/ho-so/{filed}/da-nop/", "shown once, after filing"),
            ("/quay/", "another's page"),
            (f"/thu-tuc/{NOT_ONLINE.code}/nop/", "a procedure that is not filed through the network"),
            (f"/ho-so/{asked}/bo-sung/gui/", "shown once each answer is right"),
        ),
        "clerk": (
            ("/xu-ly/", "a duty the clerk does not hold"),
            (f"/quay/xac-nhan/{confirmation}/", "found by the number on a card"),
            (f"/quay/xac-nhan/{confirmation}/ban-ky.pdf", "printed from there"),
            ("/ho-so/", "a citizen's page"),
            ("/accounts/password/", "asked from an officer with a temporary password"),
            (
                f"/quay/ngoai-tuyen/nhan/{here.values['procedure']}/",
                "kept by a script for when the line is cut",
            ),
        ),
        "officer": ((f"/xu-ly/ho-so/{here.values['second']}/", "one of many: it has to wait for its turn"),),
        "nobody": (
            ("/ui/", "the gallery, for whoever makes pages"),
            ("/khong-co/", "a mistake in an address"),
            ("/signed-out/", "where signing out leads"),
            (f"/v/{here.values['verify']}", "printed on results"),
            (f"/chia-se/{here.values['key']}/", "sent by the owner of a paper"),
            ("/accounts/vneid/login/callback/?error=access_denied", "where VNeID sends back to"),
            ("/accounts/inactive/", "where signing in to a closed account leads"),
            (f"/tra-cuu/?ma={signed}", "typed from the receipt"),
            (f"/lich-hen/{here.values['booking']}/", "written down by whoever booked"),
            (f"/sanh/lay-so/{here.values['uuid']}/", "a machine that was taken out of use"),
            (f"/lich-hen/{here.values['displaced']}/", "the same, once the office is shut"),
            ("/tra-cuu/?ma=", "nothing typed"),
        ),
    }.get(name, ())


def _keeper(here: World) -> Posting:
    """Return who keeps the agency's own key."""
    return make.posting(Unit.objects.get(pk=here.values["unit"]), Duty.SEAL, name="Nay Hương")


def _other_duties(here: World) -> list[Visitor]:
    signer = signed_in(_posting("Phạm Dũng"))
    pressed = _signed_one_unopened(signer, here)
    return [
        Visitor("head", signed_in(_posting("Lê Cường"))),
        Visitor("signer", signer, [(pressed, "where signing many leads")]),
        Visitor("keeper", signed_in(_keeper(here))),
        *asking.askers(Unit.objects.get(pk=here.values["unit"])),
        *paperwork.visitors(),
    ]


def _signed_one_unopened(signer: Client, here: World) -> str:
    """Return the page of a batch whose one document was not opened, and says so."""
    waiting = Dossier.objects.get(code=here.values["agreed"])
    chosen = {"batch": uuid.uuid4(), "chosen": f"{waiting.subject}@"}
    return str(signer.post("/xu-ly/ky/", chosen)["Location"])


def _administrators(root: Unit, here: World) -> list[Visitor]:
    admin = make.posting(root, Duty.ADMINISTER, name="Quản trị tỉnh")
    orgs.add_post(admin=admin, unit=root, title="Chuyên viên", duties=[Duty.HANDLE], at=timezone.now())
    _two_wordings(admin)
    form_builder.begin(admin)
    browser = signed_in(admin)
    looked_through = browser.post("/quan-tri/thu-tuc/nhap/", {"file": _catalogue()})["Location"]
    compared = f"/quan-tri/quy-trinh/{here.values['everybodys']}/so-sanh/?tu=1&den=2"
    by_itself = [
        (looked_through, "where uploading a catalogue leads"),
        (compared, "two versions chosen from lists"),
    ]
    return [
        Visitor("province", browser, by_itself),
        *_importers(root),
    ]


def _importers(root: Unit) -> list[Visitor]:
    """Return who has uploaded processes: each sees what becomes of one kind of file."""
    files = {
        "tables": ("bảng.xlsx", led.tables(make.PROCEDURE.code)),
        "drawing": ("1.000703.bpmn", led.drawing()),
        "foreign": ("lạ.bpmn", led.foreign()),
    }
    found = []
    for name, (file, content) in files.items():
        browser = signed_in(make.posting(root, Duty.ADMINISTER, name=f"Quản trị {name}"))
        start = led.looked_through(browser, file, content)
        within = ("/quan-tri/quy-trinh/nhap/",)
        found.append(Visitor(name, browser, [(start, "where uploading leads")], within, start))
    return found


def _two_wordings(admin: Posting) -> None:
    """Let one official form have an earlier wording, which can be brought back."""
    templates.keep_shipped(at=timezone.now() - timedelta(days=30))
    today, now = timezone.localdate(), timezone.now()
    templates.restore_template(
        admin=admin, name="receipt", number=1, from_on=today, because="QĐ 2/QĐ-UBND", at=now
    )


def _catalogue() -> SimpleUploadedFile:
    """Return a file with something new, something changed and something wrong."""
    changed = make.PROCEDURE.model_copy(update={"decision": "163/QĐ-BTP"})
    new = make.PROCEDURE.model_copy(update={"code": "1.000656", "name": "Thủ tục đăng ký khai tử"})
    lines = [changed.model_dump_json(), new.model_dump_json(), '{"kind": "procedure", "code": "sai"}']
    return SimpleUploadedFile("danh mục.jsonl", "\n".join(lines).encode())


def _with_accounts_to_keep(clerk: Posting) -> list[Visitor]:
    """Return officers at each step between a password and the page they wanted."""
    desk = Unit.objects.get(kind=UnitKind.DESK, code="H21.117.MC")
    temporary, newcomer, kept = (
        user_of(make.posting(desk, Duty.RECEIVE, name=name))
        for name in ("Người mật khẩu tạm", "Người mới", "Người có hai lớp")
    )
    User.objects.filter(pk=temporary.pk).update(password_is_temporary=True)
    factors.give_all(kept)
    inside = factors.password_given(kept)
    factors.code_given(inside)
    known = factors.signed_in_without_a_trace(kept)
    return [
        Visitor("temporary", factors.password_given(temporary)),
        Visitor("newcomer", factors.password_given(newcomer), second_factor=True),
        Visitor("between", factors.password_given(kept), start="/accounts/code/", second_factor=True),
        Visitor("inside", inside, start="/accounts/factors/", second_factor=True),
        Visitor(
            "known",
            known,
            start="/accounts/factors/",
            unlinked=[("/accounts/again/key/", "reached with a key"), ("/accounts/again/code/", "by a code")],
        ),
    ]


@contextmanager
def as_in_the_trial() -> Iterator[None]:
    """Set what the pages depend on: the banner of the trial, VNeID to sign in with, quick passwords."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # or whitenoise warns
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        DEMO=True,
        MOTCUA_STAFF_SECOND_FACTOR=False,
        MOTCUA_VNEID_URL="http://127.0.0.1:9",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=settings.STORAGES | {"staticfiles": plain},
    ):
        yield
