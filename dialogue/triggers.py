"""What the database itself refuses: an item longer than its segment, a released item outside its segment."""

import pgtrigger

ITEM_FITS = pgtrigger.Trigger(
    name="item_fits",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT 1 FROM dialogue_segment s WHERE s.id = NEW.segment_id
                   AND make_interval(mins => NEW.minutes) > s.ends_at - s.starts_at) THEN
            RAISE EXCEPTION 'an item is never longer than its segment' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
RELEASED_INSIDE = pgtrigger.Trigger(
    name="released_inside",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT NEW.cancelled AND EXISTS (SELECT 1 FROM dialogue_segment s WHERE s.id = NEW.segment_id
                   AND (NEW.starts_at < s.starts_at OR NEW.ends_at > s.ends_at)) THEN
            RAISE EXCEPTION 'a released item lies inside its segment' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
