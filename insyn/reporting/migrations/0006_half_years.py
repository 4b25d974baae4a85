import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_finding_newest_first"),
        ("organisation", "0003_reasons_of_corrections"),
        ("planning", "0003_effort_days"),
        ("reporting", "0005_used_templates_stay"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentversion",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentversion",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentversion",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="document",
            name="meeting",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="compilation",
                to="reporting.meeting",
                verbose_name="halvårsredovisning",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="period",
            field=django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="period"),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reporting.meeting",
                verbose_name="halvårsredovisning",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="period",
            field=django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="period"),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="figures",
            field=models.JSONField(blank=True, null=True, verbose_name="raderna bakom siffrorna"),
        ),
        migrations.AddField(
            model_name="documentversionevent",
            name="figures",
            field=models.JSONField(blank=True, null=True, verbose_name="raderna bakom siffrorna"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentevent" ("board_id", "created_at", "created_by_id", "follow_up_id", "id", "meeting_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "purpose", "template_id", "title") SELECT new_values."board_id", new_values."created_at", new_values."created_by_id", new_values."follow_up_id", new_values."id", new_values."meeting_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."purpose", new_values."template_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3143e6134c76e58950b2accb85eb5005768516b1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27c32",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentevent" ("board_id", "created_at", "created_by_id", "follow_up_id", "id", "meeting_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "purpose", "template_id", "title") SELECT new_values."board_id", new_values."created_at", new_values."created_by_id", new_values."follow_up_id", new_values."id", new_values."meeting_id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."purpose", new_values."template_id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="71c34f856eeab05aa8f451b1d309b29ab326d6d2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d70f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentevent" ("board_id", "created_at", "created_by_id", "follow_up_id", "id", "meeting_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "purpose", "template_id", "title") SELECT old_values."board_id", old_values."created_at", old_values."created_by_id", old_values."follow_up_id", old_values."id", old_values."meeting_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."purpose", old_values."template_id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3187fee982443660646dcfaf8a8096abc02a48fa",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cfadc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentversionevent" ("approved_at", "approver_id", "author_id", "change_note", "created_at", "document_id", "figures", "id", "needs_decision", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "revision", "saved_at", "sections", "state", "summary", "tree", "tree_sha256") SELECT new_values."approved_at", new_values."approver_id", new_values."author_id", new_values."change_note", new_values."created_at", new_values."document_id", new_values."figures", new_values."id", new_values."needs_decision", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposal", new_values."revision", new_values."saved_at", new_values."sections", new_values."state", new_values."summary", new_values."tree", new_values."tree_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c69a3c75dc2bc4db2f2e21805a9722c901acfd3d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ea758",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentversionevent" ("approved_at", "approver_id", "author_id", "change_note", "created_at", "document_id", "figures", "id", "needs_decision", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "revision", "saved_at", "sections", "state", "summary", "tree", "tree_sha256") SELECT new_values."approved_at", new_values."approver_id", new_values."author_id", new_values."change_note", new_values."created_at", new_values."document_id", new_values."figures", new_values."id", new_values."needs_decision", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposal", new_values."revision", new_values."saved_at", new_values."sections", new_values."state", new_values."summary", new_values."tree", new_values."tree_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c22719432e47173fd9081f5d915534acc718827",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a8103",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_documentversionevent" ("approved_at", "approver_id", "author_id", "change_note", "created_at", "document_id", "figures", "id", "needs_decision", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "revision", "saved_at", "sections", "state", "summary", "tree", "tree_sha256") SELECT old_values."approved_at", old_values."approver_id", old_values."author_id", old_values."change_note", old_values."created_at", old_values."document_id", old_values."figures", old_values."id", old_values."needs_decision", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposal", old_values."revision", old_values."saved_at", old_values."sections", old_values."state", old_values."summary", old_values."tree", old_values."tree_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4caf6172729ea67b19eec9ff36db8e01e90bc5a0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a93db",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("follow_up__isnull", True),
                        ("meeting__isnull", False),
                        ("period__isnull", False),
                        ("purpose", "half_year"),
                    ),
                    models.Q(
                        models.Q(("purpose", "half_year"), _negated=True),
                        ("follow_up__isnull", False),
                        ("meeting__isnull", True),
                        ("period__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="document_of_a_case_or_of_a_half_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("follow_up", "purpose"), name="document_one_of_a_purpose"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("board__isnull", False), ("period__isnull", False)),
                expressions=[
                    (
                        models.Func(
                            models.F("board"),
                            models.F("board"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    ("period", "&&"),
                ],
                name="half_year_no_overlap",
            ),
        ),
    ]
