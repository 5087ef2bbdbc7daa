"""The main job as seven people in a real browser: from a recommendation to a report, a comment and a withdrawal."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.journeys.platform import CHROMIUM

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TITLE = "A bail court for the northern atolls"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def as_person(platform, browser):
    """Opens a page, without scripts, in which a persona is signed in by one click (nobody, where no name is given)."""
    contexts = []

    def open_page(username: str = "", *, scripts: bool = False):
        contexts.append(browser.new_context(java_script_enabled=scripts, base_url=platform.url))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        if username:
            page.goto("/accounts/login/")
            page.click(f'button[value="{username}"]')
            expect(page).to_have_url(re.compile("/desk/"))
        return page

    yield open_page
    for context in contexts:
        context.close()


def press(page, name: str) -> None:
    """Press a button and wait for the answer: the next person must find it done."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def send(page) -> None:
    """Press the one button of the page's form and wait for the answer."""
    with page.expect_navigation():
        page.locator("main form button").last.click()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def tick_all(page) -> None:
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()


def test_main_job_from_recommendation_to_report(platform, as_person):
    slug = drafter_writes(as_person("drafter.xtv"))
    authoriser_consents(as_person("authoriser.xtv"), slug)
    assert TITLE not in as_person().goto("/needs/").text()
    curator_checks(as_person("curator"), slug)
    reference = stranger_reads(as_person())
    match = partner_answers(as_person("signatory.xnd"), reference)
    assert platform.mail_to("authoriser.xtv", "A proposal waits for an answer")
    both_agree(as_person, match)
    report_falls_due(platform, as_person)
    society_comments(as_person, reference)
    assert platform.manage("verify_history")["faults"] == 0
    withdrawal_leaves_no_word(as_person, slug, reference)


def drafter_writes(page) -> str:
    follow(page, "Write a needs statement")
    page.get_by_label(re.compile("What do you need")).fill("\u202eevil")
    press(page, "Save and review")
    expect(page.get_by_role("alert")).to_contain_text("reverse the reading direction")
    expect(page.get_by_label(re.compile("What do you need"))).to_have_value("\u202eevil")
    page.get_by_label(re.compile("What do you need")).fill(TITLE)
    page.get_by_label(re.compile("Summary in plain words")).fill("Nobody decides on bail within a week there.")
    page.get_by_label(re.compile("Kind of support")).select_option("training")
    page.get_by_label(re.compile("Which institution")).fill("Judiciary of Talava")
    page.get_by_label(re.compile("How will you see")).fill("Twelve clerks trained by June 2028")
    page.get_by_label(re.compile("Budget")).select_option("under_25k")
    page.get_by_label(re.compile("Office mailbox")).fill("canary.mission@example.org")
    page.get_by_label(re.compile("Extend legal aid to the outer islands")).check()
    press(page, "Save as a draft")
    follow(page, "Ask for clearance")
    press(page, "Ask for clearance")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def authoriser_consents(page, slug: str) -> None:
    page.goto(f"/desk/statements/{slug}/review/")
    press(page, "Consent and submit")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is chosen for you")
    page.get_by_label(re.compile("Open: Everybody")).check()
    page.get_by_label(re.compile("I have read it")).check()
    press(page, "Consent and submit")
    expect(page.get_by_role("status").first).to_contain_text("Submitted")


def curator_checks(page, slug: str) -> None:
    page.goto(f"/desk/statements/{slug}/")
    follow(page, "Begin the check")
    press(page, "Begin the check")
    follow(page, "Receivable: open it")
    press(page, "Receivable: open it")


def stranger_reads(page) -> str:
    page.goto("/needs/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert "canary.mission" not in page.content()
    return re.search(r"XTV-\d{4}-\w{3}", page.url).group()


def partner_answers(page, reference: str) -> str:
    page.goto(f"/needs/{reference}/")
    page.get_by_role("link", name=re.compile("Answer this need")).click()
    page.locator("textarea[name=scope]").fill("Two trainers for four weeks.")
    send(page)
    expect(page).to_have_url(re.compile("/matches/MAT-"))
    assert "canary.mission" not in page.content()
    return re.search(r"MAT-\w+", page.url).group()


def both_agree(as_person, match: str) -> None:
    state, partner = as_person("authoriser.xtv"), as_person("signatory.xnd")
    state.goto(f"/matches/{match}/talks/")
    tick_all(state)
    send(state)
    partner.goto(f"/matches/{match}/")
    assert "canary.mission@example.org" in partner.content()
    partner.goto(f"/matches/{match}/card/")
    began = date.today() - timedelta(days=340)
    partner.locator("input[name=starts_on]").fill(began.isoformat())
    partner.locator("input[name=ends_on]").fill((began + timedelta(days=700)).isoformat())
    send(partner)
    for page in (partner, state):
        page.goto(f"/matches/{match}/agreement/")
        tick_all(page)
        send(page)
    state.goto(f"/matches/{match}/start/")
    send(state)
    expect(state.locator("main")).to_contain_text("Under way")


def report_falls_due(platform, as_person) -> None:
    platform.manage("send_due", "--on", (date.today() + timedelta(days=25)).isoformat())
    assert platform.mail_to("signatory.xnd", "/desk/reports/")
    assert platform.mail_to("authoriser.xtv", "/desk/reports/")
    page = as_person("signatory.xnd")
    page.locator('main a[href*="/desk/reports/"]').first.click()
    page.get_by_label(re.compile("Where does the work stand")).select_option("on_track")
    page.get_by_label(re.compile("What was delivered")).fill("Twelve clerks trained in the first circuit.")
    press(page, "Save and review")
    page.get_by_label(re.compile("Yes, everybody")).check()
    press(page, "Submit")
    curator = as_person("curator")
    curator.goto(page.url)
    follow(curator, "Note")
    press(curator, "Note")


def society_comments(as_person, reference: str) -> None:
    author, moderator, state = as_person("cso.xtv"), as_person("moderator"), as_person("authoriser.xtv")
    author.goto(f"/needs/{reference}/comment/")
    author.locator("textarea[name=text]").fill("canary-comment: clerks call us when a child is held.")
    author.locator("input[name=stance]").first.check()
    tick_all(author)
    send(author)
    author.locator("main form input[type=checkbox]").first.check()
    press(author, "Send for screening")
    assert "canary-comment" not in state.goto(f"/needs/{reference}/").text()
    moderator.goto(author.url)
    for act in ("take_up", "publish"):
        moderator.locator(f'main a[href*="{act}"]').click()
        send(moderator)
    assert "canary-comment" in as_person().goto(f"/needs/{reference}/").text()


def withdrawal_leaves_no_word(as_person, slug: str, reference: str) -> None:
    state, stranger = as_person("authoriser.xtv"), as_person()
    state.goto(f"/desk/statements/{slug}/withdraw/")
    press(state, "Withdraw")
    answer = stranger.goto(f"/needs/{reference}/")
    assert answer.status == 410
    assert TITLE not in answer.text()
    for path in ("/needs/", f"/needs/?q={TITLE.split()[2]}", "/states/XTV/", "/", "/progress/", "/api/v1/needs/"):
        assert TITLE not in stranger.goto(path).text(), path


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_have_no_accessibility_violation(as_person, language):
    page = as_person("authoriser.xtv", scripts=True)
    page.context.set_extra_http_headers({"Accept-Language": language})
    for path in (
        "/",
        "/needs/",
        "/desk/",
        "/desk/statements/new/",
        "/states/XTV/",
        "/offers/",
        "/progress/",
        "/figures/",
    ):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert found == [], (path, [(one["id"], one["nodes"][0]["html"][:200]) for one in found])
