"""The context of a change is written once and never again: another action is another row."""

from django.db import migrations

# pghistory's own function rewrites the context when an action within it gets a name of its own, so that
# earlier changes would be told as that later action. Here the id follows from what the context says.
CONTEXT = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
DECLARE
    given uuid := nullif(current_setting('pghistory.context_id', true), '')::uuid;
    told jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    kept uuid;
BEGIN
    IF given IS NULL OR told IS NULL THEN
        RETURN NULL;
    END IF;
    kept := md5(given::text || told::text)::uuid;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
        VALUES (kept, told, now(), now()) ON CONFLICT (id) DO NOTHING;
    RETURN kept;
END;
$$ LANGUAGE plpgsql
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(CONTEXT, migrations.RunSQL.noop)]
