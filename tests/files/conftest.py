import pytest


@pytest.fixture
def folder(settings, tmp_path):
    """Where files are stored during one test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
