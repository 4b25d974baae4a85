import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_report_templates"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterModelOptions(
            name="reporttemplate",
            options={
                "ordering": ("purpose", "kind", "-number"),
                "verbose_name": "rapportmall",
                "verbose_name_plural": "rapportmallar",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporttemplate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporttemplate",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporttemplate",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="reporttemplate",
            name="template_one_active",
        ),
        migrations.RemoveField(
            model_name="reporttemplateevent",
            name="is_active",
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="adopted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="tagen i bruk"),
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="adopted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="tagen i bruk av",
            ),
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="change_note",
            field=models.TextField(blank=True, verbose_name="vad som ändrats"),
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="state",
            field=models.CharField(
                choices=[("draft", "utkast"), ("used", "används"), ("retired", "ersatt")],
                default="draft",
                max_length=20,
                verbose_name="läge",
            ),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="adopted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="tagen i bruk"),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="adopted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="tagen i bruk av",
            ),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="change_note",
            field=models.TextField(blank=True, verbose_name="vad som ändrats"),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reporttemplateevent",
            name="state",
            field=models.CharField(
                choices=[("draft", "utkast"), ("used", "används"), ("retired", "ersatt")],
                default="draft",
                max_length=20,
                verbose_name="läge",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reporttemplateevent" ("adopted_at", "adopted_by_id", "change_note", "id", "kind", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revision", "sections", "state") SELECT new_values."adopted_at", new_values."adopted_by_id", new_values."change_note", new_values."id", new_values."kind", new_values."name", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."revision", new_values."sections", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7c59878e6c8edda546328fc7609ea48efdb14a9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ce382",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_reporttemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reporttemplateevent" ("adopted_at", "adopted_by_id", "change_note", "id", "kind", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revision", "sections", "state") SELECT new_values."adopted_at", new_values."adopted_by_id", new_values."change_note", new_values."id", new_values."kind", new_values."name", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."revision", new_values."sections", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a9e79c5e710a735a0e2710bb08eb47ca0c6cf532",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6be9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_reporttemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reporttemplateevent" ("adopted_at", "adopted_by_id", "change_note", "id", "kind", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revision", "sections", "state") SELECT old_values."adopted_at", old_values."adopted_by_id", old_values."change_note", old_values."id", old_values."kind", old_values."name", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."revision", old_values."sections", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="86ade0e69b3796a8a323ab71416fb2b3860cb0de",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d301a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_reporttemplate",
                    when="AFTER",
                ),
            ),
        ),
    ]
