import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_half_year_sections")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="used_template_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT (OLD."state" = \'draft\') AND (OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."sections" IS DISTINCT FROM (NEW."sections") OR OLD."change_note" IS DISTINCT FROM (NEW."change_note") OR OLD."adopted_by_id" IS DISTINCT FROM (NEW."adopted_by_id") OR OLD."adopted_at" IS DISTINCT FROM (NEW."adopted_at")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f217a367a8c12886cca2016b2bd5e914725aae07",
                    operation="UPDATE",
                    pgid="pgtrigger_used_template_stays_8ecf9",
                    table="reporting_reporttemplate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="used_template_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"state\" = 'draft'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="54b0942819c52726b2cece0b0b6d9d14994072e7",
                    operation="DELETE",
                    pgid="pgtrigger_used_template_is_kept_1638b",
                    table="reporting_reporttemplate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporttemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="template_goes_forward",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:used,used:retired}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="719f70d37b4cfb0d7616b8c789434c6232520d9b",
                    operation="UPDATE",
                    pgid="pgtrigger_template_goes_forward_716bc",
                    table="reporting_reporttemplate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.UniqueConstraint(fields=("purpose", "kind", "number"), name="template_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "used")), fields=("purpose", "kind"), name="template_one_used"
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("purpose", "kind"), name="template_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "follow_up"), _negated=True),
                    ("state", "draft"),
                    (
                        "sections__contains",
                        [
                            {"fill": ["facts"], "key": "uppgifter"},
                            {"fill": ["individuals"], "key": "enskilda"},
                            {"fill": ["deficiencies"], "key": "brister"},
                            {"fill": ["conclusion"], "is_required": True, "key": "analys"},
                        ],
                    ),
                    _connector="OR",
                ),
                name="template_follow_up_keeps_mandatory",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "interim"), _negated=True),
                    ("state", "draft"),
                    (
                        "sections__contains",
                        [
                            {"fill": ["facts"], "key": "uppgifter"},
                            {"fill": ["deficiencies"], "key": "brister"},
                            {"fill": ["conclusion"], "is_required": True, "key": "analys"},
                        ],
                    ),
                    _connector="OR",
                ),
                name="template_interim_keeps_mandatory",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "half_year"), _negated=True),
                    ("state", "draft"),
                    (
                        "sections__contains",
                        [
                            {"fill": ["half_year_numbers"], "key": "siffror"},
                            {"fill": ["half_year_follow_ups"], "key": "genomforda"},
                            {"fill": ["half_year_grounds"], "key": "urval"},
                            {"fill": ["half_year_deficiencies"], "key": "brister"},
                            {"fill": ["half_year_actions"], "key": "atgarder"},
                            {"fill": [], "is_required": True, "key": "bedomning"},
                        ],
                    ),
                    _connector="OR",
                ),
                name="template_half_year_keeps_mandatory",
            ),
        ),
        migrations.RemoveField(
            model_name="reporttemplate",
            name="is_active",
        ),
    ]
