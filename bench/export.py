"""Everybody in the book as a file, made as a worker makes it: time and memory.

    python -m bench.export [--members 200000]

Each kind runs in a process of its own, so that its peak memory is its own. The baseline holds all
rows and the whole workbook in memory, as `core.xlsx.workbook` does for the small tables of reports.
"""

import argparse
import json
import subprocess
import sys
import time

from bench.base import open_book, peak_memory, ratio, say, table

KINDS = ("xlsx", "csv", "baseline")
NAMES = {"xlsx": "XLSX, row by row", "csv": "CSV", "baseline": "XLSX in memory (baseline)"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=200_000)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    open_book(f"members-{options.members}", members=options.members)
    if options.kind:
        say(json.dumps(_measured(options.kind)))
        return
    found = {kind: _in_its_own_process(kind, options.members) for kind in KINDS}
    say(f"Export of {found['xlsx']['rows']:,} members, all columns.")
    heads = ["kind", "time", "rows a second", "file", "memory before", "peak memory"]
    table(heads, [_row(kind, told) for kind, told in found.items()])
    peaks = [found[kind]["peak"] for kind in ("baseline", "xlsx")]
    say(f"Peak memory, baseline / ours: {ratio(*peaks)}")


def _row(kind, told):
    return [
        NAMES[kind],
        f"{told['seconds']:.1f} s",
        f"{told['rows'] / told['seconds']:,.0f}",
        f"{told['size'] / 1e6:.1f} MB",
        f"{told['before']:.0f} MB",
        f"{told['peak']:.0f} MB",
    ]


def _in_its_own_process(kind, members):
    command = [sys.executable, "-m", "bench.export", "--members", str(members), "--kind", kind]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def _measured(kind):
    job = _job("xlsx" if kind == "baseline" else kind)
    before, begun = peak_memory(), time.perf_counter()
    rows, size = _in_memory(job) if kind == "baseline" else _as_a_worker(job)
    seconds = time.perf_counter() - begun
    return {
        "rows": rows, "size": size, "seconds": seconds, "before": before, "peak": peak_memory(),
    }  # fmt: skip


def _job(kind):
    from accounts.models import User
    from accounts.roles import Role
    from members.exports.columns import REGISTER
    from members.models import ExportJob

    lead = User.objects.filter(postings__role=Role.DISTRICT_LEAD).first()
    columns = [column.key for column in REGISTER]
    return ExportJob(
        asked_by=lead, format=kind, columns=columns, query="state=all",
        purpose="checking", purpose_note="Đo thời gian",
    )  # fmt: skip


def _as_a_worker(job):
    from core.sealed import throw_away
    from members.exports.service import prepare, run_export

    prepare(job)
    job.save()
    run_export(job.pk)
    job.refresh_from_db()
    throw_away(job.file)
    job.delete()
    return job.count, job.size


def _in_memory(job):
    from core import xlsx
    from members.exports.reading import Register

    register = Register(job)
    rows = list(register.rows())
    columns = [xlsx.Column(str(column.title), column.width) for column in register.columns]
    content = xlsx.workbook([xlsx.Sheet("Danh sách", columns, rows)], personal_for="–")
    return register.count, len(content)


if __name__ == "__main__":
    main()
