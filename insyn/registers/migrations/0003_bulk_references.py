"""References of events, kept for whole statements: PostgreSQL's own foreign keys are checked a row at a time.

Both sides: an event refers to rows that exist, and a row that an event refers to is not deleted.
"""

from django.db import migrations

KEYS = {
    "system_id": "registers_sourcesystem",
    "board_id": "organisation_board",
    "unit_id": "organisation_unit",
    "contract_id": "contracts_contract",
    "category_id": "registers_category",
    "code_id": "registers_sourcecode",
}
MISSING = """
    IF EXISTS (SELECT FROM (SELECT DISTINCT {key} AS id FROM changed_rows) n
               WHERE n.id IS NOT NULL AND NOT EXISTS (SELECT FROM {table} p WHERE p.id = n.id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'registers_event.{key} refers to a row that is not in {table}';
    END IF;
"""
REFERS = """
    CREATE FUNCTION registers_event_refers() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {checks} RETURN NULL; END $$
"""
STILL_REFERRED = """
    CREATE FUNCTION registers_event_keeps_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM registers_event e WHERE e.{key} = OLD.id) THEN
            RAISE foreign_key_violation USING MESSAGE = 'a row of registers_event refers to this row of {table}';
        END IF;
        RETURN OLD;
    END $$
"""


def forwards() -> list[str]:
    checks = "".join(MISSING.format(key=key, table=table) for key, table in KEYS.items())
    statements = [REFERS.format(checks=checks)]
    for operation in ("INSERT", "UPDATE"):
        statements.append(
            f"CREATE TRIGGER event_refers_{operation.lower()} AFTER {operation} ON registers_event"
            " REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION registers_event_refers()"
        )
    for key, table in KEYS.items():
        statements.append(STILL_REFERRED.format(key=key, table=table))
        statements.append(
            f"CREATE TRIGGER kept_by_events BEFORE DELETE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION registers_event_keeps_{table}()"
        )
    return statements


def backwards() -> list[str]:
    statements = [f"DROP TRIGGER event_refers_{name} ON registers_event" for name in ("insert", "update")]
    statements.append("DROP FUNCTION registers_event_refers()")
    for table in KEYS.values():
        statements.append(f"DROP TRIGGER kept_by_events ON {table}")
        statements.append(f"DROP FUNCTION registers_event_keeps_{table}()")
    return statements


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_what_is_reported")]
    operations = [migrations.RunSQL(forwards(), backwards())]
