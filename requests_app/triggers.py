import pgtrigger

#: proved when the transaction ends: an open statement has a shown edition with at least one live grant to read it
OPEN_NEEDS_GRANT = pgtrigger.Trigger(
    name="open_needs_grant",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Condition("NEW.status = 'open'"),
    func="""
        IF EXISTS (SELECT 1 FROM requests_app_needsstatement n WHERE n.id = NEW.id AND n.status = 'open')
           AND NOT EXISTS (
            SELECT 1 FROM consent_subject s JOIN consent_grant g ON g.edition_id = s.shown_id
            WHERE s.id = NEW.subject_id AND g.withdrawn_at IS NULL AND g.purpose = 'read'
        ) THEN
            RAISE EXCEPTION 'an open statement needs a live grant' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)

_SEARCHED = """
    INSERT INTO requests_app_needsearch (need_version_id, folded, terms)
    SELECT n.id, web_folded(w.words), web_terms(w.words, e.language)
    FROM requests_app_needversion n JOIN requests_app_statementversion v ON v.id = n.version_id
    JOIN consent_edition e ON e.id = v.edition_id,
    LATERAL (SELECT concat_ws(' ', v.title, n.title, v.summary) AS words) w
    WHERE {which}
    ON CONFLICT (need_version_id) DO UPDATE SET folded = EXCLUDED.folded, terms = EXCLUDED.terms;
    RETURN NULL;
"""

#: lists are searched by the summary fields alone
NEED_SEARCHED = pgtrigger.Trigger(
    name="need_searched",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=_SEARCHED.format(which="n.id = NEW.id"),
)
WORDS_SEARCHED = pgtrigger.Trigger(
    name="words_searched",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    func=_SEARCHED.format(which="n.version_id = NEW.id"),
)
