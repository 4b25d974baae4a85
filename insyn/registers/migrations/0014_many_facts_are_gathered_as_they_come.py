"""Facts that are gathered for the end of a transaction are not sorted out first: they are summed then, all at once."""

from importlib import import_module

from django.db import migrations

kept = import_module("insyn.registers.migrations.0006_cells_kept")


def functions(*, is_plain: bool) -> list[str]:
    statements = []
    for act, (_, signs) in kept.TOLD.items():
        facts = " UNION ALL ".join(kept.FACTS.format(sign=sign, table=table) for table, sign in signs.items())
        net = kept.NET.format(facts=facts)
        made = kept.TRIGGER.format(act=act, net=net).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        if is_plain:
            made = made.replace(f"INSERT INTO cell_facts {net}", f"INSERT INTO cell_facts {facts}")
        statements.append(made)
    return statements


class Migration(migrations.Migration):
    dependencies = [("registers", "0013_a_units_deadlines_are_its_rows")]
    operations = [migrations.RunSQL(functions(is_plain=True), functions(is_plain=False))]
