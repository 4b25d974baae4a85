"""Small letters in any database locale: the C locale knows only a to z, and search must find Översyn by översyn."""

from django.db import migrations

CAPITALS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž"
CREATE = f"""
CREATE FUNCTION swedish_lower(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(translate(t, '{CAPITALS}', '{SMALL}') COLLATE "C")
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0003_files_forms_letters")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION swedish_lower(text)")]
