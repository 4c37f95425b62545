"""
Who may what. The columns are those of ``access_world.ACTORS``; what they meet is one of

ok: the page, the file, or an answer about the content; sign: sign in first; no: forbidden, with a sentence;
none: as if it were not there.
"""

# owner, other citizen, nobody; clerk here, clerk elsewhere, officer here, administrator here
EVERYBODY = ("ok", "ok", "ok", "ok", "ok", "ok", "ok")
STAFF_OR_SIGN_IN = ("sign", "sign", "sign", "ok", "ok", "ok", "ok")
STAFF = ("no", "no", "sign", "ok", "ok", "ok", "ok")
ANY_CLERK = ("no", "no", "sign", "ok", "ok", "no", "no")
THIS_DESK = ("no", "no", "sign", "ok", "none", "no", "no")
THIS_OFFICE = ("no", "no", "sign", "no", "no", "ok", "no")
OFFICER_AND_NOTHING_THERE = ("no", "no", "sign", "no", "no", "none", "no")
ADMINISTRATOR = ("no", "no", "sign", "no", "no", "no", "ok")
PROVINCE_ADMINISTRATOR = ("no", "no", "sign", "no", "no", "no", "no")
ADMINISTRATOR_AND_NOTHING_THERE = ("no", "no", "sign", "no", "no", "no", "none")
CITIZENS = ("ok", "ok", "sign", "no", "no", "no", "no")
OWNER = ("ok", "none", "sign", "no", "no", "no", "no")
CITIZEN_AND_NOTHING_THERE = ("none", "none", "sign", "no", "no", "no", "no")
NOWHERE = ("none", "none", "none", "none", "none", "none", "none")
OWNER_OR_ITS_DESK = ("ok", "none", "sign", "ok", "none", "no", "none")
ANY_KEY = ("ok", "ok", "sign", "ok", "ok", "ok", "ok")
OWNER_AND_ITS_OFFICES = ("ok", "none", "sign", "ok", "none", "ok", "none")
KEY_OF_THIS_DESK = ("no", "no", "sign", "ok", "none", "no", "none")
KEY_OF_ITS_STAFF = ("no", "no", "sign", "ok", "none", "ok", "none")
KEY_OF_THIS_OFFICE = ("no", "no", "sign", "no", "none", "ok", "none")
KEY_OF_NONE_OF_THESE = ("no", "no", "sign", "no", "none", "no", "none")

TABLE = {
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/sign-in/"): EVERYBODY,
    ("GET", "/signed-out/"): EVERYBODY,
    ("GET", "/staff/sign-in/"): EVERYBODY,
    ("GET", "/staff/second-factor/"): STAFF_OR_SIGN_IN,
    ("GET", "/ui/"): EVERYBODY,
    ("GET", "/ui/layout/citizen/"): EVERYBODY,
    ("GET", "/ui/layout/staff/"): EVERYBODY,
    ("GET", "/ui/errors/{error}/"): EVERYBODY,
    ("GET", "/can-bo/"): STAFF,
    ("GET", "/quay/"): ANY_CLERK,
    ("GET", "/quay/ho-so/{filed}/"): THIS_DESK,
    ("GET", "/quay/ho-so/{signed}/ket-qua.pdf"): THIS_DESK,
    ("GET", "/quay/nhan/"): ANY_CLERK,
    ("GET", "/quay/nhan/{procedure}/"): ANY_CLERK,
    ("GET", "/quay/so-danh-san/"): ANY_CLERK,
    ("POST", "/quay/so-danh-san/"): ANY_CLERK,
    ("GET", "/quay/so-danh-san/{block}/"): THIS_DESK,
    ("POST", "/quay/so-danh-san/{block}/"): THIS_DESK,
    ("GET", "/quay/giay-to/{desk_paper}/"): THIS_DESK,
    ("GET", "/quay/phieu/{letter}.pdf"): THIS_DESK,
    ("GET", "/quay/ho-so/{handled}/phieu-kiem-soat.pdf"): THIS_DESK,
    ("POST", "/quay/phieu/{letter}/ky/"): THIS_DESK,
    ("GET", "/quay/so-theo-doi/"): ANY_CLERK,
    ("GET", "/xu-ly/"): THIS_OFFICE,
    ("GET", "/xu-ly/ho-so/{handled}/"): THIS_OFFICE,
    ("POST", "/xu-ly/ho-so/{handled}/nhap/"): THIS_OFFICE,
    ("GET", "/xu-ly/ho-so/{signed}/ket-qua.pdf"): THIS_OFFICE,
    ("GET", "/xu-ly/ho-so/{handled}/du-thao.pdf"): OFFICER_AND_NOTHING_THERE,
    ("GET", "/xu-ly/ho-so/{handled}/du-thao-{page}.png"): OFFICER_AND_NOTHING_THERE,
    ("GET", "/xu-ly/giay-to/{paper}/"): THIS_OFFICE,
    ("GET", "/xu-ly/phieu/{letter}.pdf"): THIS_OFFICE,
    ("GET", "/xu-ly/ho-so/{handled}/phieu-kiem-soat.pdf"): THIS_OFFICE,
    ("POST", "/xu-ly/phieu/{letter}/ky/"): THIS_OFFICE,
    ("GET", "/quan-tri/"): ADMINISTRATOR,
    ("GET", "/quan-tri/ket-noi/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/sua/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/ket-thuc/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/them-don-vi/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/them-vi-tri/"): ADMINISTRATOR,
    ("GET", "/quan-tri/don-vi/{unit}/them-can-bo/"): ADMINISTRATOR,
    ("GET", "/quan-tri/vi-tri/{post}/nhiem-vu/"): ADMINISTRATOR,
    ("GET", "/quan-tri/vi-tri/{post}/bo-nhiem/"): ADMINISTRATOR,
    ("GET", "/quan-tri/bo-nhiem/{appointment}/ket-thuc/"): ADMINISTRATOR,
    ("GET", "/quan-tri/can-bo/"): ADMINISTRATOR,
    ("GET", "/quan-tri/can-bo/{officer}/"): ADMINISTRATOR,
    ("GET", "/quan-tri/can-bo/{officer}/tai-khoan/"): ADMINISTRATOR,
    ("GET", "/quan-tri/can-bo/{officer}/mat-khau/"): ADMINISTRATOR,
    ("GET", "/quan-tri/can-bo/{officer}/lop-hai/"): ADMINISTRATOR,
    ("GET", "/quan-tri/lich/"): ADMINISTRATOR,
    ("GET", "/quan-tri/lich/quyet-dinh/"): ADMINISTRATOR,
    ("GET", "/quan-tri/lich/quyet-dinh/{day}/bo/"): ADMINISTRATOR,
    ("GET", "/quan-tri/thu-tuc/"): ADMINISTRATOR,
    ("GET", "/quan-tri/thu-tuc/nhap/"): PROVINCE_ADMINISTRATOR,
    ("GET", "/quan-tri/thu-tuc/nhap/{uuid}/"): PROVINCE_ADMINISTRATOR,
    ("GET", "/quan-tri/thu-tuc/{procedure}/"): ADMINISTRATOR,
    ("GET", "/quan-tri/thu-tuc/{procedure}/so-sanh/"): ADMINISTRATOR_AND_NOTHING_THERE,
    ("GET", "/quan-tri/thu-tuc/{procedure}/sua/"): PROVINCE_ADMINISTRATOR,
    ("GET", "/quan-tri/mau/"): ADMINISTRATOR,
    ("GET", "/quan-tri/mau/{template}/"): ADMINISTRATOR,
    ("GET", "/quan-tri/mau/{template}/thay/"): PROVINCE_ADMINISTRATOR,
    ("GET", "/quan-tri/mau/{template}/{page}.typ"): ADMINISTRATOR,
    ("GET", "/quan-tri/mau/{template}/{page}.pdf"): ADMINISTRATOR,
    ("GET", "/quan-tri/mau/{template}/{page}/dung-lai/"): PROVINCE_ADMINISTRATOR,
    ("GET", "/quan-tri/nhat-ky/"): ADMINISTRATOR,
    ("GET", "/quan-tri/nhat-ky/{subject}/"): ADMINISTRATOR_AND_NOTHING_THERE,
    ("GET", "/"): EVERYBODY,
    ("GET", "/tim-kiem/"): EVERYBODY,
    ("GET", "/tim-kiem/goi-y/"): EVERYBODY,
    ("GET", "/linh-vuc/"): EVERYBODY,
    ("GET", "/co-quan/"): EVERYBODY,
    ("GET", "/su-kien/{event}/"): EVERYBODY,
    ("GET", "/thu-tuc/{procedure}/"): EVERYBODY,
    ("GET", "/thu-tuc/{procedure}/nop/"): CITIZENS,
    ("GET", "/ban-nhap/{draft}/"): OWNER,
    ("GET", "/ban-nhap/{draft}/giay-to/"): OWNER,
    ("GET", "/ban-nhap/{draft}/giay-to/{uuid}/"): CITIZEN_AND_NOTHING_THERE,
    ("GET", "/ban-nhap/{draft}/xem-lai/"): OWNER,
    ("GET", "/ban-nhap/{draft}/xoa/"): OWNER,
    ("GET", "/ban-nhap/{draft}/{section}/"): OWNER,
    ("GET", "/ho-so/"): CITIZENS,
    ("GET", "/ho-so/{signed}/"): OWNER,
    ("GET", "/ho-so/{filed}/da-nop/"): OWNER,
    ("GET", "/ho-so/{asked}/bo-sung/"): OWNER,
    ("POST", "/ho-so/{asked}/bo-sung/gui/"): OWNER,
    ("GET", "/ho-so/{filed}/rut/"): OWNER,
    ("GET", "/ho-so/{signed}/phieu/{letter}.pdf"): OWNER,
    ("GET", "/ho-so/{signed}/giay-to/{paper}/"): OWNER,
    ("GET", "/ho-so/{signed}/ket-qua.pdf"): OWNER,
    ("GET", "/tra-cuu/"): EVERYBODY,
    ("GET", "/kiem-tra/"): EVERYBODY,
    ("GET", "/v"): EVERYBODY,
    ("GET", "/v/{verify}"): EVERYBODY,
    ("GET", "/thong-bao/"): CITIZENS,
    ("GET", "/tro-giup/"): EVERYBODY,
    ("POST", "/ui/theme/"): EVERYBODY,
    ("POST", "/ui/language/"): EVERYBODY,
    ("GET", "/api/v1/"): NOWHERE,
    ("GET", "/api/v1/openapi.json"): EVERYBODY,
    ("GET", "/api/v1/procedures"): EVERYBODY,
    ("GET", "/api/v1/procedures/{procedure}"): EVERYBODY,
    ("GET", "/api/v1/track/{signed}"): EVERYBODY,
    ("GET", "/api/v1/verify/{verify}"): EVERYBODY,
    ("GET", "/api/v1/{nothing}"): NOWHERE,
    ("POST", "/api/v1/papers"): ANY_KEY,
    ("POST", "/api/v1/dossiers"): ANY_KEY,
    ("GET", "/api/v1/dossiers"): ANY_KEY,
    ("GET", "/api/v1/dossiers/{signed}"): OWNER_AND_ITS_OFFICES,
    ("POST", "/api/v1/dossiers/{filed}/acts/accept"): KEY_OF_THIS_DESK,
    ("POST", "/api/v1/dossiers/{filed}/acts/ask-for-supplement"): KEY_OF_THIS_DESK,
    ("POST", "/api/v1/dossiers/{asked}/acts/supplement"): OWNER_OR_ITS_DESK,
    ("POST", "/api/v1/dossiers/{filed}/acts/refuse"): KEY_OF_THIS_DESK,
    ("POST", "/api/v1/dossiers/{filed}/acts/withdraw"): OWNER_OR_ITS_DESK,
    ("POST", "/api/v1/dossiers/{handled}/acts/take-up"): KEY_OF_ITS_STAFF,
    ("POST", "/api/v1/dossiers/{handled}/acts/propose"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{proposed}/acts/agree"): KEY_OF_NONE_OF_THESE,
    ("POST", "/api/v1/dossiers/{proposed}/acts/send-back"): KEY_OF_NONE_OF_THESE,
    ("POST", "/api/v1/dossiers/{agreed}/acts/sign"): KEY_OF_NONE_OF_THESE,
    ("POST", "/api/v1/dossiers/{signed}/acts/hand-over"): KEY_OF_THIS_DESK,
    ("POST", "/api/v1/dossiers/{filed}/acts/ask-for-payment"): KEY_OF_THIS_DESK,
    ("POST", "/api/v1/dossiers/{unpaid}/acts/record-payment"): KEY_OF_ITS_STAFF,
    ("POST", "/api/v1/dossiers/{handled}/acts/ask-opinion"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{handled}/acts/record-opinion"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{handled}/acts/propose-extension"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{handled}/acts/sign-extension"): KEY_OF_NONE_OF_THESE,
    ("POST", "/api/v1/dossiers/{filed}/acts/adjust"): OWNER,
    ("POST", "/api/v1/dossiers/{handled}/acts/stop"): KEY_OF_NONE_OF_THESE,
    ("POST", "/api/v1/dossiers/{signed}/acts/report-error"): OWNER_OR_ITS_DESK,
    ("POST", "/api/v1/dossiers/{wrong}/acts/decline-correction"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{wrong}/acts/propose-correction"): KEY_OF_THIS_OFFICE,
    ("POST", "/api/v1/dossiers/{wrong}/acts/sign-correction"): KEY_OF_NONE_OF_THESE,
    ("POST", "/sign-out/"): EVERYBODY,
}

# What the API is sent; other addresses get an empty object.
BODIES = {
    "/api/v1/dossiers/{filed}/acts/ask-for-payment": '{"what": "Lệ phí", "amount": 8000}',
    "/api/v1/dossiers/{unpaid}/acts/record-payment": '{"receipt": "01", "amount": 8000}',
    "/api/v1/dossiers/{handled}/acts/ask-opinion": '{"agency": "A", "question": "B", "by": "2099-01-05"}',
    "/api/v1/dossiers/{handled}/acts/record-opinion": '{"answer": "Đồng ý"}',
    "/api/v1/dossiers/{handled}/acts/propose-extension": '{"reason": "Đông", "new_due_on": "2099-01-05"}',
    "/api/v1/dossiers/{handled}/acts/stop": '{"reason": "Tranh chấp", "citation": "Điều 5"}',
    "/api/v1/dossiers/{signed}/acts/report-error": '{"error": "Sai tên"}',
    "/api/v1/dossiers/{wrong}/acts/decline-correction": '{"reason": "Đúng"}',
    "/api/v1/dossiers/{wrong}/acts/propose-correction": '{"note": "Sửa tên"}',
    "/api/v1/dossiers/{filed}/acts/ask-for-supplement": '{"items": ["Bản rõ"], "reason": "Mờ"}',
    "/api/v1/dossiers/{filed}/acts/refuse": '{"reason": "Không đúng nơi", "guidance": "Nộp ở xã"}',
    "/api/v1/dossiers/{handled}/acts/propose": '{"decision": "grant", "fields": {"content": "Đồng ý"}}',
    "/api/v1/dossiers/{proposed}/acts/send-back": '{"reason": "Sai tên"}',
}

PUBLIC = [address for address, row in TABLE.items() if row is EVERYBODY]
