"""Documents of a statement, and its Word form: up, down, and what did not fit."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from consent.services import note_readings
from files.answers import sent
from files.choices import CONTENT_TYPES, Kind
from files.forms import UploadForm
from requests_app import services
from requests_app.forms import DocumentForm
from requests_app.rules import may_file_paper, may_write, sections_open_to
from requests_app.selectors import (
    annexes_of,
    document_readable,
    editions_of_document,
    papers_of,
    statements_reachable,
    version_for_writing,
)
from requests_app.services.word_form import DoesNotFit, take_in_form
from requests_app.word.writing import FORM_LANGUAGES, form_of
from web.errors import Conflict, NotPermitted
from web.views import SubmitPage


class ReachableStatement:
    """Finds a statement that the person can open a page of, by its slug."""

    def get_statement(self):
        found = statements_reachable(self.request.acting, Q(subject__slug=self.kwargs["slug"])).first()
        if found is None:
            raise Http404
        return found


class DocumentDownload(View):
    """The bytes of a document: the permission of its owner is asked each time."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug):
        document = document_readable(request.acting, slug)
        if document is None:
            raise Http404
        note_readings(editions_of_document(request.acting, document), by=request.acting)
        return sent(document)


class StatementDocuments(ReachableStatement, SubmitPage):
    """Annexes of the edition being written, and papers of authority: the list and the upload."""

    template_name = "requests_app/document_list.html"
    form_class = DocumentForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.version = version_for_writing(self.statement)
            self.writes = self.version is not None and may_write(self.acting, self.statement)
            if not self.writes and not may_file_paper(self.acting, self.statement):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"may_attach": self.writes}

    def get_context_data(self, **kwargs):
        attached = annexes_of(self.version) if self.writes else []
        papers = papers_of(self.acting, self.statement)
        return super().get_context_data(statement=self.statement, attached=attached, papers=papers, **kwargs)

    def perform(self, form):
        upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        if kind == DocumentForm.ANNEX:
            services.attach_document(self.statement, upload=upload, by=self.acting)
        else:
            services.file_paper(self.statement, upload=upload, kind=kind, by=self.acting)
        messages.success(self.request, _("Stored, without the properties that its program wrote into images and Word."))
        return reverse("statement_documents", args=[self.kwargs["slug"]])


class DocumentRemove(LoginRequiredMixin, ReachableStatement, View):
    http_method_names = ["post"]

    def post(self, request, slug, document):
        services.detach_document(self.get_statement(), slug=document, by=request.acting)
        messages.success(request, _("Taken out of this edition."))
        return redirect("statement_documents", slug)


class WordForm(ReachableStatement, SubmitPage):
    """The statement as a Word form: download, upload, and what came of it."""

    template_name = "requests_app/word_form.html"
    form_class = UploadForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            if not sections_open_to(self.acting, self.statement):
                raise NotPermitted
            if version_for_writing(self.statement) is None:
                return redirect("statement", self.kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, languages=FORM_LANGUAGES, **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            context = self.get_context_data(form=form, differing=conflict.current)
            return self.render_to_response(context, status=409)

    def perform(self, form):
        try:
            changed = take_in_form(self.statement, upload=form.cleaned_data["file"], by=self.acting)
        except DoesNotFit as refusal:
            self.extra_context = {"misfits": refusal.misfits}
            raise
        words = ngettext("%d answer was taken in.", "%d answers were taken in.", len(changed)) % len(changed)
        messages.success(self.request, words if changed else _("Nothing is new in this form. Nothing was changed."))
        return reverse("statement", args=[self.kwargs["slug"]])


class WordFormDownload(LoginRequiredMixin, ReachableStatement, View):
    http_method_names = ["get", "head", "options"]

    def get(self, request, slug, language):
        statement = self.get_statement()
        sections, version = sections_open_to(request.acting, statement), version_for_writing(statement)
        if not sections:
            raise NotPermitted
        if version is None or language not in FORM_LANGUAGES:
            raise Http404
        version.statement = statement
        data = form_of(version, sections=sections, language=language)
        headers = {"Content-Disposition": f'attachment; filename="{statement.subject.slug}-{language}.docx"'}
        return HttpResponse(data, content_type=CONTENT_TYPES[Kind.DOCX], headers=headers)
