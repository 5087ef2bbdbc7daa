"""A row of the access table. The tables are written by hand from what was decided, never computed from the code.

200 may have it · 403 knows that it exists, lacks the right · 404 must not learn that it exists · L is asked to sign in
· 410 a tombstone. `others` is everybody who is not named. On pages a token is nobody; in the API it reads as its
authoriser does and writes nothing.
"""

from dataclasses import dataclass, field

from tests.access.world import SUBJECTS

STATE_A = ("Dr", "Au", "Mi")
CHECKERS = ("Cu", "Mo")


@dataclass
class Row:
    route: str
    thing: str = ""
    others: int | str = 200
    who: dict = field(default_factory=dict)
    method: str = "get"
    args: tuple = ()
    body: dict | None = None

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api-")

    def expected(self) -> dict[str, int | str]:
        answers = dict.fromkeys(SUBJECTS, self.others)
        if not self.is_api and any(code == "L" for code in self.who.values()):
            answers["Tk"] = "L"
        for names, code in self.who.items():
            answers |= dict.fromkeys(names.split(), code)
        return answers

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.route, self.thing, *map(str, self.args)]))


def public(route: str, thing: str = "") -> Row:
    return Row(route, thing)


def page(route: str, thing: str = "", others=404, *, args=(), **who) -> Row:
    """A page for people who are signed in: everybody else is asked to, whatever the address holds."""
    return Row(route, thing, others, {"An": "L", **_named(who)}, args=args)


def post(route: str, thing: str = "", others=404, *, args=(), body=None, **who) -> Row:
    return Row(route, thing, others, {"An": "L", **_named(who)}, "post", args, body)


def hidden(route: str, thing: str, others=404, *, args=(), **who) -> Row:
    """A page that anybody may ask for and that most must not learn of."""
    return Row(route, thing, others, _named(who), args=args)


def act(route: str, thing: str, others=404, *, args=(), body=None, **who) -> Row:
    """A write through the API: nobody without a capacity, no token that may only read."""
    return Row(route, thing, others, _named(who) | {"An": 401, "Tk": 403}, "post", args, body)


def _named(who: dict) -> dict:
    """`Dr_Au=200` is the pair."""
    return {names.replace("_", " "): code for names, code in who.items()}
