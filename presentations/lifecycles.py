from consent.lifecycles import paper_rows
from lifecycle.engine import Lifecycle
from presentations.models import Presentation

PRESENTATION = Lifecycle(
    Presentation,
    paper_rows("presentations.write_presentation", "presentations.show_presentation"),
)
