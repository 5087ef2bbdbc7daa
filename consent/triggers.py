"""What the database itself refuses: changing a sealed edition, or a grant otherwise than by withdrawing it."""

import pgtrigger

EDITION_SEALED = pgtrigger.Trigger(
    name="sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF OLD.sealed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a sealed edition never changes' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)

GRANT_ONLY_WITHDRAWN = pgtrigger.Trigger(
    name="only_withdrawn",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF OLD.withdrawn_at IS NOT NULL
           OR (to_jsonb(NEW) - '{withdrawn_at,withdrawn_by,withdrawn_capacity}'::text[])
              <> (to_jsonb(OLD) - '{withdrawn_at,withdrawn_by,withdrawn_capacity}'::text[]) THEN
            RAISE EXCEPTION 'a grant changes only by being withdrawn, once' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


def content_sealed(edition_path: str) -> pgtrigger.Trigger:
    """For tables that hold the words of an edition: `edition_path` is SQL giving the edition's id of a row `r`."""
    return pgtrigger.Trigger(
        name="content_sealed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("r", "RECORD")],
        func=f"""
            r := COALESCE(NEW, OLD);
            IF EXISTS (SELECT 1 FROM consent_edition e WHERE e.id = ({edition_path}) AND e.sealed_at IS NOT NULL) THEN
                RAISE EXCEPTION 'the words of a sealed edition never change' USING ERRCODE = 'check_violation';
            END IF;
            RETURN r;
        """,
    )
