"""Where attempts to sign in are counted, shared by all web nodes: the table of Django's database cache."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0002_person_history")]

    operations = [
        migrations.RunSQL(
            sql=[
                "CREATE UNLOGGED TABLE insyn_cache ("
                "cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)",
                "CREATE INDEX insyn_cache_expires ON insyn_cache (expires)",
            ],
            reverse_sql="DROP TABLE insyn_cache",
        ),
    ]
