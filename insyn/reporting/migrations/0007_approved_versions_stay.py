import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_half_years")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_version_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IN (\'approved\', \'superseded\') AND (OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."sections" IS DISTINCT FROM (NEW."sections") OR OLD."tree" IS DISTINCT FROM (NEW."tree") OR OLD."tree_sha256" IS DISTINCT FROM (NEW."tree_sha256") OR OLD."figures" IS DISTINCT FROM (NEW."figures") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."needs_decision" IS DISTINCT FROM (NEW."needs_decision") OR OLD."proposal" IS DISTINCT FROM (NEW."proposal") OR OLD."change_note" IS DISTINCT FROM (NEW."change_note") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."approver_id" IS DISTINCT FROM (NEW."approver_id") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d472271a43589a4b26b80864cd91198617524c9e",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_version_stays_92deb",
                    table="reporting_documentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_version_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('approved', 'superseded'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a22ad3056962171986887b5429ff7f2e0882979a",
                    operation="DELETE",
                    pgid="pgtrigger_approved_version_is_kept_48df2",
                    table="reporting_documentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="version_goes_forward",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:ready,ready:draft,ready:approved,approved:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="860df56ee9f4aa6e3c2a7ec31367c929e24c27f3",
                    operation="UPDATE",
                    pgid="pgtrigger_version_goes_forward_99133",
                    table="reporting_documentversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
