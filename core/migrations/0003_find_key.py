"""What searching a person compares: `vi_marked_key`, the twin of `core.text.marked_key`, and
`vi_find_key`, one text that holds every word by which she may be asked for.

The key of Nguyễn Thị Hòa, called Hòa Tài, in the household of Nguyễn Văn Tài, marks left out here:

    " hoa nguyen thi | nguyen thi hoa hoa tai nguyen van tai | hoa tai | nguyen van tai "

First her name with the given name in front, so that one ordered index serves the given name and
what else is typed; then all words with their marks, each tone at the end of its word; then her
other name and the head of her household. Each word stands after a space: a word that begins with
"ho" is found by `LIKE '% ho%'`, a given name by `LIKE ' ho%'`. A marker before an apostrophe
(K'Bọt) counts as a word of its own and not at all: " bot kbot ".

Going back drops the functions; what uses them must have gone before.
"""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION public.vi_marked_key(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
SELECT btrim(regexp_replace(
  -- the tone goes to the end of its word, so that hòa and hoà are one
  regexp_replace(
    regexp_replace(
      translate(
        lower(translate(normalize(t, NFD), U&'\0110\0243', U&'\0111\0180') COLLATE "C"),
        U&'''`\00B4\2018\2019\02BC\02BB\2032-\2010\2011\2012\2013\2014\2212\00AD\200B\200C\200D\200E\200F\2060\FEFF',
        ''),
      '((?<=[bcdfghjklmnpqrstvwxz])|(?<=qu))y(?![a-z0-9])', 'i', 'g'),
    U&'([\0300\0301\0303\0309\0323])([^ \0009-\000D\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]+)', '\2\1', 'g'),
  U&'[ \0009-\000D\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]+', ' ', 'g'), ' ')
$$;

CREATE FUNCTION public.vi_without_markers(t text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$
-- K'Bọt without its K'
SELECT regexp_replace(t,
  U&'(^|[ \00A0])[[:alpha:]][''`\00B4\2018\2019\02BC\02BB\2032](?=[[:alpha:]])', '\1', 'g')
$$;

CREATE FUNCTION public.vi_find_words(t text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS
$$
DECLARE
  plain text := public.vi_without_markers(t);
BEGIN
  IF plain = t THEN
    RETURN public.vi_search_key(t);
  END IF;
  RETURN public.vi_search_key(plain) || ' ' || public.vi_search_key(t);
END
$$;

CREATE FUNCTION public.vi_find_key(full_name text, nickname text, head text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS
$$
DECLARE
  -- stops part words, as the reader of a search has it; the bar is ours
  own text := translate(full_name, '.,;:/()"|', '         ');
  other text := translate(nickname, '.,;:/()"|', '         ');
  house text := translate(head, '.,;:/()"|', '         ');
  plain text := public.vi_without_markers(own);
  words text := regexp_replace(public.vi_search_key(plain), '^(.*) ([^ ]+)$', '\2 \1');
BEGIN
  IF plain <> own THEN
    words := words || ' ' || public.vi_search_key(own);
  END IF;
  RETURN ' ' || words
    || ' | ' || public.vi_marked_key(concat_ws(' ', own, other, house))
    || ' | ' || public.vi_find_words(other)
    || ' | ' || public.vi_find_words(house) || ' ';
END
$$;
"""

DROP = """
DROP FUNCTION public.vi_find_key(text, text, text);
DROP FUNCTION public.vi_find_words(text);
DROP FUNCTION public.vi_without_markers(text);
DROP FUNCTION public.vi_marked_key(text);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
