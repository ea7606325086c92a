"""Search members by one key: her name, her other name, the head of her household.

`head_name` is written by two triggers, whoever writes a member or renames a head: bulk imports
and merges as well. The rows there are filled before the generated key is added, so the table is
written anew twice; 30,000 members take some seconds.
"""

import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.db

TRIGGERS = """
CREATE FUNCTION public.members_take_head() RETURNS trigger LANGUAGE plpgsql AS
$$
-- a share lock, so that a head renamed at the same moment is not missed
BEGIN
  NEW.head_name := '';
  IF NEW.household_id IS NOT NULL THEN
    SELECT head_name INTO NEW.head_name
      FROM public.members_household WHERE id = NEW.household_id FOR SHARE;
    NEW.head_name := COALESCE(NEW.head_name, '');  -- the foreign key will object
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION public.members_give_head() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
  UPDATE public.members_member SET head_name = NEW.head_name WHERE household_id = NEW.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER members_take_head BEFORE INSERT OR UPDATE OF household_id
  ON public.members_member FOR EACH ROW EXECUTE FUNCTION public.members_take_head();
CREATE TRIGGER members_give_head AFTER UPDATE OF head_name
  ON public.members_household FOR EACH ROW
  WHEN (OLD.head_name IS DISTINCT FROM NEW.head_name)
  EXECUTE FUNCTION public.members_give_head();
"""

DROP = """
DROP TRIGGER members_give_head ON public.members_household;
DROP TRIGGER members_take_head ON public.members_member;
DROP FUNCTION public.members_give_head();
DROP FUNCTION public.members_take_head();
"""

FILL = """
UPDATE public.members_member m SET head_name = h.head_name
  FROM public.members_household h WHERE h.id = m.household_id;
"""

# The planner chooses between the order of given names and the words: it should know both well.
STATISTICS = "ALTER TABLE public.members_member ALTER COLUMN find_key SET STATISTICS 1000"


class Migration(migrations.Migration):

    dependencies = [
        ('chapters', '0004_unit_name_search'),
        ('core', '0003_find_key'),
        ('members', '0006_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='member',
            name='update_update',
        ),
        migrations.AddField(
            model_name='member',
            name='head_name',
            field=models.CharField(blank=True, default='', editable=False, max_length=120),
            preserve_default=False,
        ),
        migrations.RunSQL(TRIGGERS, DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='member',
            name='find_key',
            field=models.GeneratedField(db_persist=True, expression=core.db.FindKey(models.F('full_name'), models.F('nickname'), models.F('head_name')), output_field=models.TextField(db_collation='C')),
        ),
        migrations.RunSQL(STATISTICS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['find_key', 'id'], include=('home_unit',), name='member_find'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['home_unit', 'find_key', 'id'], name='member_unit_find'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('find_key'), name='gin_trgm_ops'), name='member_find_trgm'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('national_id_tail', ''), _negated=True), fields=['national_id_tail'], name='member_national_id_tail'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.* AND pg_trigger_depth() = 0)', func='INSERT INTO "members_memberevent" ("address", "birth_date", "birth_year", "ethnicity_id", "full_name", "home_unit_id", "household_id", "id", "is_demo", "national_id", "national_id_hash", "national_id_tail", "nickname", "note", "occupation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "qualification", "recorded_at", "recorded_by_id", "relation", "religion_id", "schooling", "schooling_detail", "theory", "version") VALUES (NEW."address", NEW."birth_date", NEW."birth_year", NEW."ethnicity_id", NEW."full_name", NEW."home_unit_id", NEW."household_id", NEW."id", NEW."is_demo", NEW."national_id", NEW."national_id_hash", NEW."national_id_tail", NEW."nickname", NEW."note", NEW."occupation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."qualification", NEW."recorded_at", NEW."recorded_by_id", NEW."relation", NEW."religion_id", NEW."schooling", NEW."schooling_detail", NEW."theory", NEW."version"); RETURN NULL;', hash='1cc44a2138e1e863b36bf8e14572159d1c3d7687', operation='UPDATE', pgid='pgtrigger_update_update_b1bc1', table='members_member', when='AFTER')),
        ),
    ]
