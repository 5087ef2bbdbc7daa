"""The live desk with the network cut: what is typed stays in the browser and arrives once when the line is back."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.platform import CHROMIUM
from tests.journeys.test_main_job import FLAGS

WHAT = "Two judges come to the northern atolls in May."
TEN = "Ten minutes later it still stands here."
TEN_MINUTES = 600_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"),
]


@pytest.fixture
def desk(platform):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(base_url=platform.url).new_page()
        page.set_default_timeout(15_000)
        page.goto("/accounts/login/")
        page.click('button[value="curator"]')
        expect(page).to_have_url(re.compile("/desk/"))
        page.goto("/sessions/")
        page.get_by_role("link", name=re.compile("Annual platform")).first.click()
        page.goto(page.url.replace("/sessions/", "/secretariat/sessions/") + "desk/")
        yield page
        browser.close()


def type_outcome(page, what: str = WHAT) -> None:
    page.select_option("#id_giver", label="Nordmark Agency for Cooperation")
    page.fill("#id_what", what)
    page.fill("#id_due_on", "2030-05-01")
    page.get_by_role("button", name="Write it down").click()


def test_outcome_typed_without_a_line_arrives_once_when_it_is_back(desk):
    desk.context.set_offline(True)
    type_outcome(desk)
    kept = desk.locator("#kept")
    expect(kept).to_contain_text("Kept here, not sent yet")
    expect(kept).to_contain_text(WHAT)
    expect(desk.locator("#id_what")).to_have_value("")
    desk.context.set_offline(False)
    expect(kept).to_contain_text("Sent.")
    expect(kept).not_to_contain_text(WHAT)
    desk.reload()
    expect(desk.get_by_role("link", name=WHAT)).to_have_count(1)


def test_ten_minutes_without_a_line_lose_nothing(desk):
    desk.clock.install()
    desk.reload()
    desk.context.set_offline(True)
    type_outcome(desk, TEN)
    began = desk.evaluate("Date.now()")
    desk.clock.run_for(TEN_MINUTES)
    assert desk.evaluate("Date.now()") - began >= TEN_MINUTES
    expect(desk.locator("#kept")).to_contain_text(TEN)
    desk.context.set_offline(False)
    desk.clock.run_for(15_000)
    expect(desk.locator("#kept")).to_contain_text("Sent.")
    desk.reload()
    expect(desk.get_by_role("link", name=TEN)).to_have_count(1)


def items_of(page) -> list[str]:
    return [one.get_attribute("data-item") for one in page.locator("[data-item]").all()]


def test_item_dragged_onto_another_one_goes_before_it(desk):
    desk.set_viewport_size({"width": 1280, "height": 3200})
    desk.goto(desk.url.removesuffix("desk/"))
    first, second, third, *rest = items_of(desk)
    desk.drag_and_drop(f'[data-item="{third}"]', f'[data-item="{first}"]', target_position={"x": 20, "y": 5})
    expect(desk).to_have_url(re.compile("#"))
    assert items_of(desk) == [third, first, second, *rest]


def test_what_is_kept_survives_a_reload(desk):
    desk.route("**/desk/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    type_outcome(desk)
    expect(desk.locator("#kept")).to_contain_text("Kept here, not sent yet")
    desk.reload()
    expect(desk.locator("#kept")).to_contain_text(WHAT)
    desk.unroute("**/desk/")
    desk.reload()
    expect(desk.locator("#kept")).to_contain_text("Sent.")
