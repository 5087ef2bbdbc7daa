"""Templates: every notice has its words, nothing lies about unused, nothing goes round the escaping or the layout."""

import re

import requests_app.notices  # noqa: F401 importing registers, as starting does
from notifications.notice import REGISTRY
from tests.architecture.sources import APPS, ROOT, breaches_in, lines_with, named, python_files, template_files

#: found by name by Django, allauth or DRF, or (e-mails) through the registry of notices
BY_RULE = re.compile(
    r"^(allauth/|account/|mfa/|django/|rest_framework/|registration/|admin/)|^(\d{3}|403_csrf)\.html$|/email/"
)
NO_NOTICES = {
    "notifications/email/digest": "gathers the words of notices",
    "states/email/invitation": "goes to an address that may be nobody's yet",
}
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\bmark_safe\b|\bSafeString\b|\bSafeText\b")
ALLOWED_UNESCAPED = {
    "templates/components/field.html": "help texts are the project's own words, and some of Django's hold markup",
}
AUTOESCAPE_OFF = re.compile(r"autoescape\s+off")
ATTRIBUTE = re.compile(r"<[^>]*\s(style|on[a-z]{3,})\s*=", re.IGNORECASE)
SCROLLING = re.compile(r"<div class=\"scroll\"[^>]*>")
SIDE = r"(left|right)"
PHYSICAL = re.compile(
    rf"(^|[\s;{{])((margin|padding|border|inset|scroll-margin|scroll-padding)-{SIDE}\b|{SIDE}\s*:|border-(top|bottom)-{SIDE}-)"
    rf"|(float|clear|text-align)\s*:\s*{SIDE}\b"
)


def unescaped(source: str, name: str) -> list[str]:
    found = [] if name in ALLOWED_UNESCAPED else lines_with(UNESCAPED, source)
    return found if name.endswith(".txt") else found + lines_with(AUTOESCAPE_OFF, source)


def inline_attributes(source: str, name: str) -> list[str]:
    return [match.group(0)[-40:] for match in ATTRIBUTE.finditer(source)]


def unreachable_scrolling(source: str, name: str) -> list[str]:
    """What scrolls sideways and cannot be reached or told apart without a mouse."""
    wanted = ('tabindex="0"', 'role="region"', "aria-label")
    return [tag for tag in SCROLLING.findall(source) if not all(one in tag for one in wanted)]


def physical_sides(source: str, name: str) -> list[str]:
    return lines_with(PHYSICAL, source)


def unused(templates: list[str], texts: str) -> list[str]:
    return [name for name in templates if not BY_RULE.search(name) and name not in texts]


def missing_words(notices, existing: set[str]) -> list[str]:
    wanted = [f"{notice.template}.{part}.txt" for notice in notices for part in ("subject", "body")]
    return [name for name in wanted if name not in existing]


def _template_names(*endings) -> list[str]:
    return [path.relative_to(ROOT / "templates").as_posix() for path in template_files(*endings)]


def _ours():
    """Templates that we serve; the words of mails are plain text and are not escaped."""
    return [*python_files(*APPS), *template_files()]


def test_every_notice_has_subject_and_body():
    assert {kind.split(".")[0] for kind in REGISTRY} >= {"requests_app", "matching", "followup"}
    assert missing_words(REGISTRY.values(), set(_template_names(".txt"))) == []


def test_every_mail_belongs_to_a_notice():
    written = {name.split(".")[0] for name in _template_names(".txt") if "/email/" in name}
    assert written - {notice.template for notice in REGISTRY.values()} == set(NO_NOTICES)


def test_notice_without_words_is_caught():
    assert missing_words([REGISTRY["requests_app.statement_submitted"]], set())


def test_no_template_is_unused():
    paths = [*python_files(*APPS), *template_files()]
    own = {named(path): path.read_text() for path in paths}
    idle = [
        name
        for name in _template_names()
        if unused([name], "\n".join(text for path, text in own.items() if path != f"templates/{name}"))
    ]
    assert idle == []


def test_unused_template_is_caught():
    assert unused(["pages/old.html"], "template_name = 'pages/new.html'") == ["pages/old.html"]


def test_nothing_goes_round_the_escaping():
    assert breaches_in(unescaped, _ours()) == []


def test_words_unescaped_are_caught():
    assert unescaped("{{ title|safe }}", "templates/pages/need.html")
    assert unescaped("return mark_safe(title)", "web/x.py")
    assert unescaped("{% autoescape off %}{{ title }}", "templates/pages/need.html")


def test_allow_list_names_only_files_that_need_it():
    needed = {name for name in ALLOWED_UNESCAPED if lines_with(UNESCAPED, (ROOT / name).read_text())}
    assert needed == set(ALLOWED_UNESCAPED)


def test_templates_have_no_inline_style_or_script():
    assert breaches_in(inline_attributes, template_files(".html")) == []


def test_inline_style_and_script_are_caught():
    assert inline_attributes('<p class="a" style="color:red">', "x")
    assert inline_attributes('<a href="#" onclick="go()">', "x")
    assert inline_attributes('<p lang="fr" class="on">', "x") == []


def test_styles_know_no_left_and_right():
    sheets = [path for app in APPS for path in sorted((ROOT / app).glob("static/**/*.css"))]
    assert sheets
    assert breaches_in(physical_sides, sheets) == []


def test_left_and_right_are_caught():
    bad = ["a { margin-left: 1rem }", "a { left: 0 }", "a {text-align:right}", "a { float: left }", "padding-right: 0"]
    assert [line for line in bad if not physical_sides(line, "x")] == []
    assert physical_sides("a { margin-inline-start: 1rem; text-align: start; inset-inline: 0 }", "x") == []


def test_what_scrolls_is_reached_by_keyboard():
    assert breaches_in(unreachable_scrolling, template_files()) == []


def test_scrolling_by_mouse_alone_is_caught():
    assert unreachable_scrolling('<div class="scroll"><table>', "x.html") == ['<div class="scroll">']
