"""What the database itself does for the record: place, time and hash in the chain, and no change ever."""

import pgtrigger

#: the text that is hashed: every column but the hash, as a JSON array, behind the previous hash
HASHED = """encode(sha256(convert_to(jsonb_build_array(
    {row}.prev_hash, {row}.subject_type, {row}.subject_id, {row}.seq, {row}.transition, {row}.from_status,
    {row}.to_status, {row}.actor_id, {row}.capacity_id, {row}.capacity_label, extract(epoch from {row}.at),
    {row}.reason, {row}.note, {row}.facts)::text, 'UTF8')), 'hex')"""

CHAIN_RECORD = pgtrigger.Trigger(
    name="chain",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("last", "RECORD")],
    func=f"""
        PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subject_type, NEW.subject_id));
        SELECT seq, hash INTO last FROM lifecycle_transitionrecord
            WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id ORDER BY seq DESC LIMIT 1;
        NEW.seq := COALESCE(last.seq, 0) + 1;
        NEW.prev_hash := COALESCE(last.hash, '');
        NEW.hash := {HASHED.format(row="NEW")};
        RETURN NEW;
    """,
)

NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    level=pgtrigger.Statement,
    func="RAISE EXCEPTION 'this table is never emptied' USING ERRCODE = 'check_violation';",
)
PROTECTED = [
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    NEVER_EMPTIED,
]
