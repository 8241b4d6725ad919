"""A real browser for tests that open pages, and what a page does there that it should not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium; the test is skipped where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@dataclass(frozen=True, slots=True)
class Heard:
    """What pages did: dialogs and messages on the console, and addresses that they asked for."""

    noises: list[str]
    asked: list[str]


def heard(page: Page) -> Heard:
    """Listen to the page from now on; dialogs are dismissed."""
    told = Heard([], [])

    def dismiss(dialog: Dialog) -> None:
        told.noises.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("console", lambda message: told.noises.append(message.text))
    page.on("request", lambda request: told.asked.append(request.url))
    return told
