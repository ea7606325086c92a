"""A clean register taken into a large book: read, checked, accepted.

    python -m bench.importing [--members 200000] [--rows 10000]

The list is a workbook of one chapter: nine of ten women are new, one is in the book already and
has got another phone. Each way runs in a process of its own, so that its peak memory is its own,
and is rolled back, so that the book stays as it is. The baseline is django-import-export on the
same workbook and model, looking each woman up by name, birth and branch: as it comes, and in bulk.
"""

import argparse
import datetime
import io
import json
import subprocess
import sys
import time

from bench.base import open_book, peak_memory, ratio, say, table

HEADS = (
    "STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Dân tộc", "Chi hội", "Chủ hộ",
    "Năm vào Hội",
)  # fmt: skip
WAYS = {
    "ours": "Sổ Hội",
    "plain": "django-import-export (baseline)",
    "bulk": "django-import-export, in bulk",
}
KNOWN_EVERY = 10
TAKEN_AT_LEAST = 0.99  # a namesake among the women known is a question, and stays out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=200_000)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    open_book(f"members-{options.members}", members=options.members)
    if options.way:
        say(json.dumps(_measured(options.way, options.rows)))
        return
    told = {way: _in_its_own_process(way, options) for way in WAYS}
    say(f"{options.rows:,} rows into a book of {options.members:,} members.")
    heads = [
        "way",
        "taken in",
        "read and checked",
        "accepted",
        "together",
        "rows a second",
        "peak memory",
    ]
    table(heads, [_line(way, one) for way, one in told.items()])
    for way in ("plain", "bulk"):
        share = ratio(told[way]["check"] + told[way]["accept"], _together(told["ours"]))
        say(f"{WAYS[way]} / ours: {share}")


def _together(told):
    return told["check"] + told["accept"]


def _line(way, told):
    return [
        WAYS[way],
        f"{told['rows']:,}",
        f"{told['check']:.1f} s",
        f"{told['accept']:.1f} s",
        f"{_together(told):.1f} s",
        f"{told['rows'] / _together(told):,.0f}",
        f"{told['peak']:.0f} MB",
    ]


def _in_its_own_process(way, options):
    command = [sys.executable, "-m", "bench.importing", "--way", way]
    command += ["--members", str(options.members), "--rows", str(options.rows)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def _measured(way, rows):
    from django.db import transaction

    with transaction.atomic():
        unit, by, content = _register(rows)
        take = {"ours": _as_a_worker, "plain": _by_the_library, "bulk": _by_the_library_in_bulk}
        check, accept, written = take[way](unit, by, content)
        transaction.set_rollback(True)
    if written < rows * TAKEN_AT_LEAST:
        sys.exit(f"{way}: {written} of {rows} rows were taken in.")
    return {"rows": written, "check": check, "accept": accept, "peak": peak_memory()}


def _timed(run):
    begun = time.perf_counter()
    found = run()
    return time.perf_counter() - begun, found


# ---- The list -----------------------------------------------------------------------------------


def _register(rows):
    """A chapter, the officer who keeps its book, and her list as a workbook."""
    from django.utils import timezone

    from accounts.models import User
    from accounts.roles import Role
    from chapters.enums import Level
    from chapters.models import Unit
    from members.models import Member

    by = User.objects.filter(postings__role=Role.CHAPTER_OFFICER).order_by("pk").first()
    unit = by.postings.get().unit
    branches = list(Unit.objects.under(unit).at(Level.BRANCH).open().order_by("pk"))
    known = Member.objects.filter(home_unit__in=branches, birth_date__lt="1990-01-01")
    known = known.active_on(timezone.localdate()).exclude(household=None)
    known = known.select_related("home_unit", "household", "ethnicity").order_by("pk")
    known = list(known[: rows // KNOWN_EVERY])
    lines = [_known_line(n, woman) for n, woman in enumerate(known)]
    lines += [_new_line(n, branches) for n in range(rows - len(known))]
    return unit, by, _workbook(unit, lines)


def _known_line(n, woman):
    return [
        woman.full_name, f"{woman.birth_date:%d/%m/%Y}", "", f"09770{n:05d}",
        woman.ethnicity.name if woman.ethnicity else "", woman.home_unit.name,
        woman.household.head_name, "",
    ]  # fmt: skip


def _new_line(n, branches):
    """A woman whom the book cannot know: born on a day of her own, with an odd middle name."""
    from demo.names import FAMILIES, MEN_MIDDLES, OLDER

    born = datetime.date(1950, 1, 1) + datetime.timedelta(days=n * 7 % 14_600)
    given = OLDER[n * 13 % len(OLDER)]
    name = f"{FAMILIES[n % len(FAMILIES)]} Thị {OLDER[n // 97 % len(OLDER)]} {given}"
    number = f"0681{born.year % 100:02d}{n:06d}"
    head = f"{FAMILIES[n * 7 % len(FAMILIES)]} {MEN_MIDDLES[n % len(MEN_MIDDLES)]} Kh{n % 10_007}"
    branch = branches[n % len(branches)].name
    return [name, f"{born:%d/%m/%Y}", number, f"0988{n:06d}", "Kinh", branch, head, "2010"]


def _workbook(unit, lines):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append([f"DANH SÁCH HỘI VIÊN {unit.name.upper()}"])
    sheet.append([])
    sheet.append(HEADS)
    for number, line in enumerate(lines, start=1):
        sheet.append([number, *line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# ---- The ways -----------------------------------------------------------------------------------


def _as_a_worker(unit, by, content):
    from django.utils import timezone

    from core.sealed import throw_away
    from imports.enums import BatchKind
    from imports.services.accept import take_in
    from imports.services.check import check_batch
    from imports.services.upload import upload_batch

    today = timezone.localdate()
    batch = upload_batch(
        unit=unit, kind=BatchKind.REGISTER, content=content, name="ds.xlsx", as_of=today, by=by
    )
    try:
        check, _nothing = _timed(lambda: check_batch(batch, by=by))
        accept, _nothing = _timed(lambda: take_in(batch.pk, by=by))
    finally:
        throw_away(batch.content)
    return check, accept, batch.rows.filter(taken=True).count()


def _by_the_library(unit, by, content, **options):
    """Its two steps: a dry run for the preview, then the import that was confirmed.

    In bulk it writes no spells of membership: it does less than is needed.
    """
    resource = _resource(unit, by, **options)

    def run(**how):
        return resource.import_data(_dataset(content), use_transactions=True, **how)

    check, _nothing = _timed(lambda: run(dry_run=True))
    accept, found = _timed(run)
    return check, accept, found.totals["new"] + found.totals["update"]


def _by_the_library_in_bulk(unit, by, content):
    return _by_the_library(unit, by, content, use_bulk=True, skip_diff=True)


def _dataset(content):
    import tablib
    from openpyxl import load_workbook

    lines = load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(
        min_row=4, values_only=True
    )
    return tablib.Dataset(*lines, headers=HEADS)


def _resource(unit, by, **options):
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import DateWidget, ForeignKeyWidget

    from chapters.models import Unit
    from core.ranges import open_from
    from members.enums import Began
    from members.models import EthnicGroup, Household, Member, Membership
    from members.services.people import set_details

    class Branch(ForeignKeyWidget):
        def get_queryset(self, value, row, *args, **kwargs):
            return Unit.objects.under(unit)

    class Register(ModelResource):
        full_name = Field("full_name", HEADS[1])
        birth_date = Field("birth_date", HEADS[2], DateWidget("%d/%m/%Y"))
        national_id = Field("national_id", HEADS[3])
        phone = Field("phone", HEADS[4])
        ethnicity = Field("ethnicity", HEADS[5], ForeignKeyWidget(EthnicGroup, "name"))
        home_unit = Field("home_unit", HEADS[6], Branch(Unit, "name"))

        class Meta:
            model = Member
            fields = ("full_name", "birth_date", "national_id", "phone", "ethnicity", "home_unit")
            import_id_fields = ("full_name", "birth_date", "home_unit")

        def before_save_instance(self, instance, row, **kwargs):
            instance.birth_year = instance.birth_date.year
            set_details(instance, {"national_id": instance.national_id or ""})
            home = {"unit": instance.home_unit, "head_name": row[HEADS[7]], "ended_on": None}
            known = Household.objects.filter(**home).first()
            instance.household = known or Household.objects.create(**home)

        def after_save_instance(self, instance, row, **kwargs):
            if options.get("use_bulk") or instance.memberships.exists():
                return
            since = datetime.date(int(row[HEADS[8]]), 1, 1)
            Membership.objects.create(
                member=instance, unit=instance.home_unit, during=open_from(since),
                began_as=Began.ENTERED, recorded_by=by,
            )  # fmt: skip

    for name, value in options.items():
        setattr(Register._meta, name, value)
    return Register()


if __name__ == "__main__":
    main()
