"""Lists as files to take along."""

from tempfile import SpooledTemporaryFile

from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponse
from django.views.generic import View

from matching.forms import NeedFilterForm
from pages.selectors import needs_found
from web.exports import copy_into

#: bytes: a larger file waits on the disk until it is sent
IN_MEMORY = 1_000_000
CSV = "text/csv; charset=utf-8"
#: the names that the API gives, and the columns of a row
COLUMNS = {
    "reference": "reference", "number": "number", "state": "state_code", "title": "line", "summary": "summary",
    "support_type": "support_type", "language": "language", "open_since": "opened_at", "wanted_from": "wanted_from",
    "wanted_to": "wanted_to",
}  # fmt: skip


class NeedFile(View):
    """The list as it is narrowed, newest first, as CSV: what the reader may have of each need's summary."""

    def get(self, request):
        form = NeedFilterForm(request.GET)
        if not form.is_valid():
            raise BadRequest(" ".join(str(message) for errors in form.errors.values() for message in errors))
        file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 the answer closes it
        copy_into(file, needs_found(request.acting, form.cleaned_data).order_by("-opened_at", "-need_id"), COLUMNS)
        return _sent(file, "needs.csv")


def _sent(file, name: str):
    length = file.tell()
    file.seek(0)
    if length > IN_MEMORY:
        return FileResponse(file, as_attachment=True, filename=name, content_type=CSV)
    with file:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.read(), content_type=CSV, headers=headers)
