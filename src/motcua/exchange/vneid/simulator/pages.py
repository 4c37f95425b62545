"""The simulator's pages: plain, accessible, and never to be taken for the real VNeID."""

from collections.abc import Iterable
from html import escape

from motcua.exchange.vneid.simulator.people import Citizen
from motcua.exchange.vneid.simulator.provider import HttpResponse

LABEL = "VNeID mô phỏng – không phải VNeID thật"

STYLE = """
:root { color-scheme: light dark;
  --line: #8a8a8a; --paper: #fff; --ink: #1d1d1f; --mark: #7a4b00; --band: #fff1d0 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #17181a; --ink: #ececec; --mark: #ffd37a; --band: #3a2c0c; --line: #777 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.5 system-ui, sans-serif }
.band { background: var(--band); color: var(--mark); padding: .75rem 1rem;
  font-weight: 600; text-align: center }
main { max-width: 38rem; margin: 0 auto; padding: 1rem 1rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.3 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
ul { list-style: none; padding: 0; margin: 0; display: grid; gap: .5rem }
button, input[type=text], input[type=password] { font: inherit; min-height: 44px; padding: .5rem .75rem;
  border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: var(--ink) }
button { cursor: pointer } ul button { width: 100%; text-align: left }
button small { display: block } .main { background: #0b5d3b; color: #fff; border-color: #0b5d3b }
:focus-visible { outline: 3px solid #1a6fd1; outline-offset: 2px }
label { display: block; font-weight: 600; margin-top: 1rem } input { width: 100%; max-width: 20rem }
input[type=radio] { width: 22px; height: 22px; margin: 0; flex: none }
.pick { display: flex; gap: .75rem; align-items: center; font-weight: 400; min-height: 44px; margin: 0 }
fieldset { border: 1px solid var(--line); border-radius: 4px; padding: .5rem 1rem }
.error { border-left: 4px solid #b3261e; padding: .5rem .75rem; font-weight: 600 }
.row { display: flex; gap: .75rem; flex-wrap: wrap; margin-top: 1.5rem }
"""


def page(content: str, *, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """Wrap ``content`` in the page that says, first of all, what this is not."""
    html = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>{LABEL}</title><style>{STYLE}</style></head>
<body><div class="band" role="note">{LABEL}. Mọi người ở đây đều là nhân vật giả định.</div>
<main>{content}</main></body></html>"""
    fixed = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
    )
    return HttpResponse(status, html.encode(), (*fixed, *headers))


def message(heading: str, text: str) -> str:
    return f"<h1>{escape(heading)}</h1><p>{escape(text)}</p>"


def front(people: Iterable[Citizen]) -> str:
    rows = "".join(f"<li>{escape(p.name)} · {p.number}</li>" for p in people)
    return (
        f"<h1>Nơi đăng nhập giả định</h1><p>Dùng để thử Một Cửa. Người có tài khoản ở đây:</p><ul>{rows}</ul>"
    )


def sign_in(people: Iterable[Citizen], *, error: str = "", number: str = "") -> str:
    """Two ways in: choose somebody, or type a number and the passcode."""
    choices = "".join(_choice(person) for person in people)
    alert = f'<p class="error" role="alert" id="loi">{escape(error)}</p>' if error else ""
    wrong = 'aria-invalid="true" aria-describedby="loi"' if error else ""
    return f"""<h1>Đăng nhập để tiếp tục với Một Cửa</h1>{alert}
<h2>Chọn một công dân để thử</h2>
<form method="post"><input type="hidden" name="step" value="choose"><ul>{choices}</ul></form>
<h2>Hoặc nhập số định danh</h2>
<form method="post" autocomplete="off"><input type="hidden" name="step" value="sign-in">
<label for="number">Số định danh cá nhân (12 chữ số)</label>
<input id="number" name="number" type="text" inputmode="numeric" value="{escape(number)}" required {wrong}>
<label for="passcode">Mã đăng nhập</label>
<input id="passcode" name="passcode" type="password" inputmode="numeric" required {wrong}>
<div class="row"><button class="main">Đăng nhập</button></div></form>
{_deny("Không đăng nhập, quay lại Một Cửa")}"""


def consent(citizen: Citizen) -> str:
    """Ask in which quality, and whether the application may know who this is."""
    accounts = _accounts(citizen) if citizen.businesses else ""
    return f"""<h1>Cho Một Cửa biết bạn là ai?</h1>
<p>Bạn đang đăng nhập là <strong>{escape(citizen.name)}</strong>, số định danh {citizen.number}.</p>
<p>Một Cửa sẽ nhận: họ tên, số định danh, ngày sinh, giới tính, dân tộc, nơi thường trú và cách liên hệ
của bạn.</p>
<form method="post"><input type="hidden" name="step" value="allow">{accounts}
<div class="row"><button class="main">Đồng ý</button></div></form>
{_deny("Không đồng ý")}
<form method="post"><input type="hidden" name="step" value="other">
<div class="row"><button>Không phải bạn? Đăng nhập người khác</button></div></form>"""


def locked() -> str:
    return f"""<h1>Tài khoản này đang bị khóa</h1>
<p>Bạn đến cơ quan công an nơi gần nhất để mở khóa, hoặc nộp hồ sơ trực tiếp tại bộ phận một cửa.</p>
{_deny("Quay lại Một Cửa")}"""


def _choice(person: Citizen) -> str:
    note = " · tài khoản bị khóa" if person.locked else ""
    note += f" · đại diện {len(person.businesses)} doanh nghiệp" if person.businesses else ""
    return (
        f'<li><button name="number" value="{person.number}">{escape(person.name)}'
        f"<small>{person.number}{note}</small></button></li>"
    )


def _accounts(citizen: Citizen) -> str:
    options = [("", "Cá nhân bạn")] + [(c.tax_code, f"{c.name} ({c.tax_code})") for c in citizen.businesses]
    picks = "".join(
        f'<label class="pick"><input type="radio" name="account" value="{value}"'
        f"{' checked' if not value else ''}>{escape(label)}</label>"
        for value, label in options
    )
    return f"<fieldset><legend>Đăng nhập với tư cách</legend>{picks}</fieldset>"


def _deny(words: str) -> str:
    return (
        '<form method="post"><input type="hidden" name="step" value="deny">'
        f'<div class="row"><button>{words}</button></div></form>'
    )
