"""Pictures of the main pages, six languages, phone and desktop: `python -m servers.screenshots`.

They go into VAR_DIR/screenshots. Uses the platform that runs in VAR_DIR, or starts one and stops it at the end.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from servers.places import Refusal, log_file, throwaway_directory, var_directory
from servers.processes import Child, Failed
from servers.state import running_environment
from servers.supervisor import HOST, answers_ready, any_port

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh-hans"]
SCREENS = {"phone": {"width": 375, "height": 812}, "desktop": {"width": 1280, "height": 900}}
PUBLIC = {
    "home": "/",
    "needs": "/needs/",
    "offers": "/offers/",
    "practices": "/practices/",
    "sessions": "/sessions/",
    "states": "/states/",
    "state": "/states/XTV/",
    "recommendations": "/recommendations/",
    "progress": "/progress/",
    "figures": "/figures/",
    "sign-in": "/accounts/login/",
}
FIRST_OF = {"need": "/needs/", "offer": "/offers/", "session": "/sessions/", "practice": "/practices/"}
PERSONS = ["drafter.xtv", "authoriser.xtv", "officer.xnd", "curator"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]


def chromium() -> str:
    for name in CHROMIUM:
        path = shutil.which(name)
        if path:
            return path
    raise Refusal(f"No browser: none of {', '.join(CHROMIUM)} is installed.")


@contextlib.contextmanager
def platform(var: Path) -> Iterator[str]:
    """The address of the platform of this VAR_DIR, or of one that runs for this command only."""
    running = running_environment(var)
    if running:
        yield running["SITE_URL"]
        return
    own, port = throwaway_directory(), any_port()
    environment = os.environ | {"VAR_DIR": str(own), "PORT": str(port)}
    command = [sys.executable, "-m", "servers.supervisor"]
    log = log_file(var, "screenshots")
    try:
        with Child(
            "platform", command, log=log, environment=environment, stop_signal=signal.SIGINT, patience=60
        ) as child:
            child.wait_until(lambda: answers_ready(port), 240)
            yield f"http://{HOST}:{port}"
    finally:
        shutil.rmtree(own, ignore_errors=True)


def new_page(browser: Browser, site: str, language: str, screen: str) -> Page:
    context = browser.new_context(base_url=site, viewport=SCREENS[screen], reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    return context.new_page()


def take(page: Page, address: str, path: Path) -> int:
    """One picture of a whole page; 1 where the page did not answer 200."""
    answer = page.goto(address)
    page.screenshot(path=path, full_page=True)
    if answer and answer.status == 200:
        return 0
    print(f"{address}: {answer.status if answer else 'no answer'}", file=sys.stderr)
    return 1


def first_of(page: Page, address: str) -> str | None:
    """The first thing that a list shows."""
    page.goto(address)
    inside = f"main a[href^='{address}']:not([href='{address}']):not([href*='?'])"
    return page.locator(inside).first.get_attribute("href") if page.locator(inside).count() else None


def public_pages(page: Page, directory: Path) -> int:
    wrong = sum(take(page, address, directory / f"{name}.png") for name, address in PUBLIC.items())
    for name, address in FIRST_OF.items():
        found = first_of(page, address)
        wrong += take(page, found, directory / f"{name}.png") if found else 0
    return wrong


def desk(page: Page, person: str, directory: Path) -> int:
    page.goto("/accounts/login/")
    page.locator(f"button[name=username][value='{person}']").click()
    return take(page, "/desk/", directory / f"desk-{person}.png")


def pictures(browser: Browser, site: str, target: Path, language: str, screen: str) -> int:
    """All pictures of one language and one screen. Answers how many pages did not answer 200."""
    directory = target / language / screen
    directory.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(new_page(browser, site, language, screen).context) as context:
        wrong = public_pages(context.pages[0], directory)
    for person in PERSONS:
        with contextlib.closing(new_page(browser, site, language, screen).context) as context:
            wrong += desk(context.pages[0], person, directory)
    return wrong


def main() -> int:
    started, wrong = time.monotonic(), 0
    try:
        var, program = var_directory(), chromium()
        with platform(var) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            for language in LANGUAGES:
                for screen in SCREENS:
                    wrong += pictures(browser, site, var / "screenshots", language, screen)
    except (Refusal, Failed) as reason:
        print(reason, file=sys.stderr)
        return 2
    taken = len(list((var / "screenshots").glob("*/*/*.png")))
    print(f"{taken} pictures in {var / 'screenshots'} after {time.monotonic() - started:.0f} s; {wrong} pages failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
