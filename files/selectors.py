from django.db.models import Exists, OuterRef

from files.models import Document


def owners() -> list:
    """The foreign keys of all apps that point at documents."""
    return [
        field
        for field in Document._meta.get_fields(include_hidden=True)
        if field.is_relation and field.auto_created and not field.concrete
    ]


def unowned_documents():
    """Documents that nothing points at."""
    found = Document.objects.all()
    for owner in owners():
        pointing = owner.related_model._base_manager.filter(**{owner.field.name: OuterRef("pk")})
        found = found.filter(~Exists(pointing))
    return found
