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
