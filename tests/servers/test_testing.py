from servers.testing import environment_of


def test_tests_never_see_the_callers_database(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "DEMO", "SITE_URL"):
        monkeypatch.setenv(name, "the caller's")

    class Servers:
        environment = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "REDIS_URL": "valkey"}

    found = environment_of(Servers, tmp_path)
    assert (found["DATABASE_URL"], found["REDIS_URL"]) == ("owner", "valkey")
    assert "the caller's" not in found.values()
