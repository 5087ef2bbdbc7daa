"""Text search over columns `terms` and `folded`, filled by the functions of migration 0003; in any of the languages."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, IntegerField, Q, TextField, Value

#: shorter words are too like too many others
SHORTEST_GUESSED = 4
MOST_WORDS = 8
#: so many of the newest hits are ranked, and no more
RANKED = 1000


def terms_of(words, language) -> Func:
    """An expression for a column that holds the stems of `words` (an expression) in the language of `language`."""
    return Func(words, language, function="web_terms", output_field=SearchVectorField())


def folded(words) -> Func:
    return Func(words, function="web_folded", output_field=TextField())


class Asked(SearchQuery):
    """What a person looks for, as the database's own function reads it."""

    SEARCH_TYPES = {"plain": "web_query"}


def has_words(q: str, path: str = "") -> Q:
    """Every word of `q`, in the stems of one language or another."""
    return Q(**{f"{path}terms": Asked(q)})


def is_like(q: str, path: str = "") -> Q:
    """Words that look like those of `q`: for typing errors, where the words themselves are nowhere."""
    likeness = Q()
    for word in q.split()[:MOST_WORDS]:
        if len(word) >= SHORTEST_GUESSED:
            likeness &= Q(**{f"{path}folded__trigram_word_similar": folded(Value(word))})
    return likeness or Q(pk__in=[])


def rank_of(q: str, path: str = "") -> Func:
    """How well a row fits `q`, as a whole number: pages are cut by it, and fractions do not compare well."""
    template = "(1000000 * ts_rank(%(expressions)s))::int"
    return Func(F(f"{path}terms"), Asked(q), template=template, output_field=IntegerField())
