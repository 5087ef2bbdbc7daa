"""Two routes of one name: `reverse` would lead to one of them from everywhere."""

from collections import Counter

from tests.access.test_table import routes


def repeated(names) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_no_two_paths_share_a_name():
    own = [
        name
        for name in routes()
        if not name.startswith(("account_", "mfa_", "socialaccount_", "admin:", "api-", "^", "<"))
    ]
    assert repeated(own) == set()


def test_a_repeated_name_is_caught():
    assert repeated(["note", "note", "desk"]) == {"note"}
