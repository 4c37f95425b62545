from motcua.eforms.definition import FormDefinition
from motcua.eforms.rules import check
from tests.eforms.test_rules import DAY

STORED = {
    "code": "cu",
    "title": "Bản cũ",
    "official_form": "",
    "kind": "form",
    "sections": [
        {
            "key": "one",
            "title": "Một",
            "help": "",
            "fields": [
                {"key": "way", "label": "Cách", "type": "choice", "required": True, "help": "", "prefill": "",
                 "options": [{"value": "post", "label": "Bưu chính"}, {"value": "desk", "label": "Quầy"}],
                 "when": None, "max_length": 500, "minimum": None, "maximum": None},
                {"key": "where", "label": "Nơi", "type": "address", "prefill": "person.address",
                 "when": {"field": "way", "values": ["post"]}},
                {"key": "firm", "label": "Tên", "prefill": "business.name",
                 "when": {"field": "way", "values": ["post", "desk"]}},
            ],
        }
    ],
}  # fmt: skip


def test_a_version_stored_before_elements_is_still_read():
    form = FormDefinition.model_validate(STORED)

    _way, where, firm = form.sections[0].questions
    assert (where.element, where.of, where.when) == ("person.address", "applicant", 'way == "post"')
    assert (firm.element, firm.of, firm.when) == ("business.name", "business", 'way in ["post", "desk"]')
    assert check(form, {"way": "desk", "firm": "Ia Grai"}, on=DAY).problems == {}
    assert check(form, {"way": "post", "firm": "Ia Grai"}, on=DAY).problems == {"where": "Hãy ghi: Nơi."}
