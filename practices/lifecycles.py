from consent.lifecycles import paper_rows
from lifecycle.engine import Lifecycle
from practices.models import PracticeCard

PRACTICE = Lifecycle(
    PracticeCard,
    paper_rows("practices.write_practice", "practices.show_practice"),
)
