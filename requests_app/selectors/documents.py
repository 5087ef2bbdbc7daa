"""Which documents of statements a person may have: an annex needs a live grant, at the moment of each download."""

from django.db.models import F, Q

from accounts.acting import Acting
from consent.choices import Audience, Element
from consent.models import Edition
from consent.selectors import granted, own, tokens_of
from files.models import Document
from requests_app.models import Attachment, NeedsStatement, Paper, StatementVersion
from requests_app.selectors.statements import statements_in_check, statements_shown_to

STATE = "version__statement__state"


def attachments_readable(acting: Acting):
    """Annexes of shown editions, and of filed ones for the check, of which «documents» is granted; all of one's own."""
    shown = Q(version__statement__in=statements_shown_to(acting).values("pk"))
    shown &= Q(version__edition=F("version__statement__subject__shown"))
    filed = Q(
        version__statement__in=statements_in_check(acting).values("pk"), version__edition__sealed_at__isnull=False
    )
    readable = granted(acting, "version__edition", Element.DOCUMENTS) & (shown | filed)
    return Attachment.objects.filter(readable | own(acting, STATE)).select_related("document")


def papers_readable(acting: Acting):
    """Papers of authority: for one's own State, and for the secretariat where the statement reached it."""
    mine = own(acting, "statement__state")
    if Audience.SECRETARIAT in tokens_of(acting):
        mine |= Q(statement__in=statements_in_check(acting).values("pk"))
        mine |= Q(statement__in=statements_shown_to(acting).values("pk"))
    return Paper.objects.filter(mine).select_related("document")


def document_readable(acting: Acting, slug: str) -> Document | None:
    """The document under this address, if the person may have it now by any of its owners."""
    annexed = attachments_readable(acting).filter(document__slug=slug).values("document")
    filed = papers_readable(acting).filter(document__slug=slug).values("document")
    return Document.objects.filter(Q(pk__in=annexed) | Q(pk__in=filed), slug=slug).first()


def editions_of_document(acting: Acting, document: Document):
    """The editions with this annex of which the person may download it."""
    annexed = attachments_readable(acting).filter(document=document).values("version__edition")
    return Edition.objects.filter(pk__in=annexed).select_related("subject")


def annexes_of(version: StatementVersion) -> list[Document]:
    """The documents of the edition being written, for whoever writes it."""
    return [one.document for one in version.attachments.select_related("document")]


def papers_of(acting: Acting, statement: NeedsStatement):
    return papers_readable(acting).filter(statement=statement)
