"""What a column of a register may hold: the keys of `Row.values`, and what an officer calls them.

Every value is plain data that JSON can carry. A key that is missing means that the file does not
say; None never stands in `values`.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Keys of the values of a register's row, in the order in which an officer thinks of them.
REGISTER = {
    "full_name": _("full name"),
    "nickname": _("also called"),
    "birth": _("born"),  # "1974-03-05", "1974-03" or "1974"
    "sex": _("sex"),  # "woman" or "man"
    "national_id": _("citizen number"),
    "phone": _("phone"),
    "ethnicity": _("ethnic group"),  # the name in `Lists`
    "religion": _("religion"),  # the name in `Lists`
    "schooling": _("schooling"),  # as in members.enums.Schooling
    "schooling_detail": _("class finished"),
    "qualification": _("qualification"),  # as in members.enums.Qualification
    "theory": _("political theory"),  # as in members.enums.Theory
    "occupation": _("occupation"),  # as in members.enums.Occupation
    "joined": _("joined the Union"),  # like `birth`
    "branch": _("branch"),
    "group": _("women's group"),
    "address": pgettext_lazy("home", "address"),
    "head_name": _("head of household"),
    "relation": _("relation to the head"),  # as in members.enums.Relation
    "hardship": _("household listed as"),  # as in members.enums.Hardship
    "core": _("core member"),
    "honorary": _("honorary member"),
    "party": _("Party member"),
    "away": _("working away"),
    "away_place": _("works where"),
    "position": _("position in the Union"),
    "clubs": _("clubs and models"),
    "member_code": _("member code"),
    "note": _("note"),
}

# Keys of the values of a household grid's row.
REVIEW = {
    "head": _("head of household"),
    "member": _("member"),
    "met": _("criteria met"),  # a list of true, false or null (not applicable)
    "passed": _("meets the set"),
    "helper": _("helper"),
    "hardship": _("household listed as"),
    "address": pgettext_lazy("home", "address"),
    "note": _("note"),
}

# Columns that a value is put together of, or that only help the reading: what officers call them.
PARTS = {
    "order": _("number in the list"),
    "family_name": _("family and middle name"),
    "given_name": _("given name"),
    "birth_day": _("born: day"),
    "birth_month": _("born: month"),
    "birth_year": _("born: year"),
    "birth_woman": _("born (women)"),
    "birth_man": _("born (men)"),
    "age": _("age"),
    "joined_day": _("joined the Union: day"),
    "joined_month": _("joined the Union: month"),
    "joined_year": _("joined the Union: year"),
    "party_on": _("joined the Party"),
    "kind": _("kind of member"),
    "criterion": _("criterion"),
    "unmet": _("not met: criterion"),
    "not_passed": _("does not meet the set"),
    "count": _("number of criteria met"),
    "failed": _("which criteria are not met"),
}
