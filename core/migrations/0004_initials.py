"""`vi_initials`, the twin of `core.text.first_letters`: "nth" of Nguyễn Thị Hòa, "kb" of K'Bọt."""

from django.db import migrations

FUNCTION = r"""
CREATE FUNCTION public.vi_initials(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
SELECT regexp_replace(
  public.vi_fold(translate(t, U&'''`\00B4\2018\2019\02BC\02BB\2032.,;:/()"|', repeat(' ', 17))),
  '([^ ])[^ ]* ?', '\1', 'g')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_find_key")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION public.vi_initials(text)")]
