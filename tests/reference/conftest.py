import pytest

from tests.reference.building import Build, pages_of


@pytest.fixture
def build() -> Build:
    return pages_of
