"""What all tests share: the shipped model and a browser, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from classifier.model import bundle
from classifier.model.linear import LinearModel
from tests.browsing import chromium

MODELS = Path(__file__).parents[1] / "models"


@pytest.fixture(scope="session")
def shipped_model() -> LinearModel:
    return bundle.load(bundle.current(MODELS))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()
