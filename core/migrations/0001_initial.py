"""Extensions, and the SQL twins of `core.text`: folding, Vietnamese order, given-name order.

The functions are immutable and lean on no collation of the server: letters are taken apart
(NFD) before they are lowered, so only A-Z and Đ are left to lower. They are therefore the same
on every PostgreSQL from 13 on, with or without ICU, and may stand in generated columns and
indexes. Going back drops the functions; the extensions stay, for others may use them.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION public.vi_fold(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
SELECT btrim(regexp_replace(
  -- apostrophes and hyphens of every kind, soft hyphens, zero-width characters: dropped
  translate(
    lower(translate(
      regexp_replace(normalize(t, NFD), U&'[\0300-\036F]', '', 'g'),
      U&'\0110\0111\0180\0243', 'ddbb') COLLATE "C"),
    U&'''`\00B4\2018\2019\02BC\02BB\2032-\2010\2011\2012\2013\2014\2212\00AD\200B\200C\200D\200E\200F\2060\FEFF',
    ''),
  U&'[ \0009-\000D\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]+', ' ', 'g'), ' ')
$$;

CREATE FUNCTION public.vi_search_key(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
SELECT regexp_replace(public.vi_fold(t),
  '((?<=[bcdfghjklmnpqrstvwxz])|(?<=qu))y(?![a-z0-9])', 'i', 'g')
$$;

CREATE FUNCTION public.vi_sort_key(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
SELECT
  -- level 1: letters of the Vietnamese alphabet, tones and foreign marks removed
  translate(
    normalize(regexp_replace(
      translate(lowered, U&'\0300\0309\0303\0301\0323', ''),
      U&'(?<!a)\0306|(?<![aeo])\0302|(?<![ou])\031B|[\0304\0305\0307\0308\030A-\031A\031C-\0322\0324-\036F]',
      '', 'g'), NFC),
    U&'\0180a\0103\00E2bcd\0111e\00EAfghijklmno\00F4\01A1pqrstu\01B0vwxyz',
    'DABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`a')
  || U&'\0001' ||
  -- level 2: tones, none < huyền < hỏi < ngã < sắc < nặng
  translate(
    regexp_replace(
      regexp_replace(lowered, U&'[\0302\0304-\0308\030A-\0322\0324-\036F]', '', 'g'),
      U&'[^\0300\0309\0303\0301\0323]', '0', 'g'),
    U&'\0300\0309\0303\0301\0323', '12345')
  || U&'\0001' ||
  -- level 3: lower case before upper case
  regexp_replace(
    regexp_replace(regexp_replace(apart, U&'[\0300-\036F]', '', 'g'), U&'[A-Z\0110\0243]', U&'\0003', 'g'),
    U&'[^\0003]', U&'\0002', 'g')
FROM (
  SELECT apart, lower(translate(apart, U&'\0110\0243', U&'\0111\0180') COLLATE "C") AS lowered
  FROM (SELECT normalize(t, NFD) AS apart) a
) b
$$;

CREATE FUNCTION public.vi_name_order(t text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS
$$
-- given name, family name, middle names; a marker before an apostrophe (K'Bọt) does not count
-- (plpgsql, so that the words are taken apart once: SQL would be inlined many times over)
DECLARE
  words text[] := string_to_array(btrim(regexp_replace(
    translate(
      lower(translate(normalize(t, NFD), U&'\0110\0243', U&'\0111\0180') COLLATE "C"),
      U&'`\00B4\2018\2019\02BC\02BB\2032\00AD\200B\200C\200D\200E\200F\2060\FEFF',
      ''''''''''''''''),
    U&'[ \0009-\000D\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]+', ' ', 'g'), ' '), ' ');
  n int := cardinality(words);
  given text := regexp_replace(COALESCE(words[n], ''), '^[a-z]''(?=.)', '');
  family text := CASE WHEN n > 1 THEN words[1] ELSE '' END;
  middle text := array_to_string(words[2:n - 1], ' ');
BEGIN
  RETURN public.vi_sort_key(given)
    || U&'\0001' || public.vi_sort_key(family)
    || U&'\0001' || public.vi_sort_key(middle);
END
$$;
"""

DROP = """
DROP FUNCTION public.vi_name_order(text);
DROP FUNCTION public.vi_sort_key(text);
DROP FUNCTION public.vi_search_key(text);
DROP FUNCTION public.vi_fold(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # Generated columns of these apps call the functions.
    run_before = [
        ("chapters", "0001_initial"),
        ("members", "0001_initial"),
    ]
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(FUNCTIONS, DROP),
    ]
