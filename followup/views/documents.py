"""Documents of a report: the list and the upload for its side, the download for whoever reads its words."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from files.answers import sent
from files.forms import UploadForm
from followup import services
from followup.selectors import documents_of, report_document
from followup.views.reports import OwedReport, OwnReport


class ReportDocumentDownload(View):
    """The bytes of a document: the right to read its report is asked each time."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug):
        document = report_document(request.acting, slug)
        if document is None:
            raise Http404
        return sent(document)


class ReportDocuments(OwedReport):
    """What is attached while the report is being written, and one more."""

    template_name = "followup/document_list.html"
    form_class = UploadForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(due=self.due, documents=documents_of(self.due), **kwargs)

    def perform(self, form):
        services.attach_to_report(self.due, upload=form.cleaned_data["file"], by=self.acting)
        messages.success(self.request, _("Stored, without the properties that its program wrote into images and Word."))
        return reverse("report_documents", args=[self.due.reference])


class ReportDocumentRemove(OwnReport, LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request, reference, slug):
        services.detach_from_report(self.get_due(), slug=slug, by=request.acting)
        messages.success(request, _("Taken out of this report."))
        return redirect("report_documents", reference)
