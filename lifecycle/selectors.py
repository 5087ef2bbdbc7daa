from django.db import connection

from lifecycle.models import TransitionRecord
from lifecycle.triggers import HASHED


def history_of(obj):
    """The chain of `obj`, oldest first."""
    return TransitionRecord.objects.filter(subject_type=obj._meta.label_lower, subject_id=obj.pk).order_by("seq")


def broken_links() -> list[str]:
    """Every record whose hash, predecessor or place in its chain is wrong, as readable lines; empty where all hold."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN)
        return [f"{kind} {pk}, link {seq}: {fault}" for kind, pk, seq, fault in cursor.fetchall()]


_BROKEN = f"""
    WITH chained AS (
        SELECT r.*, {HASHED.format(row="r")} AS true_hash,
               lag(hash, 1, '') OVER chain AS before_hash, row_number() OVER chain AS place
        FROM lifecycle_transitionrecord r
        WINDOW chain AS (PARTITION BY subject_type, subject_id ORDER BY seq)
    )
    SELECT subject_type, subject_id, seq,
           CASE WHEN seq <> place THEN 'a link before it is missing'
                WHEN prev_hash <> before_hash THEN 'does not follow its predecessor'
                ELSE 'its content was changed' END
    FROM chained WHERE hash <> true_hash OR prev_hash <> before_hash OR seq <> place
    ORDER BY id
"""  # noqa: S608 composed of constants


def digest_up_to(last_id: int) -> str:
    """One hash over the hashes of all records up to `last_id`, in order of id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(coalesce(string_agg(hash, '' ORDER BY id), ''), 'UTF8')), 'hex')"
            " FROM lifecycle_transitionrecord WHERE id <= %s",
            [last_id],
        )
        return cursor.fetchone()[0]
