"""Terms and limits that an office may set otherwise; `docs/operations.md` has them in a table."""

from config.env import env

# Personal data: years that a woman is kept by name after she left; months that a case is kept whole
# after it ended without admission, and that a list names who did not become members by it

MEMBER_KEPT_YEARS = env.int("MEMBER_KEPT_YEARS", default=5)
CASE_KEPT_MONTHS = env.int("CASE_KEPT_MONTHS", default=24)
ADMISSION_KEPT_MONTHS = env.int("ADMISSION_KEPT_MONTHS", default=12)

# Admission: how old a woman is at least when she becomes a member (Điều lệ Hội)

MEMBER_ADMISSION_AGE = env.int("MEMBER_ADMISSION_AGE", default=18)

# Doubles: from which score on two rows are almost surely one woman, and from which they are worth a
# look (`members.likeness`; a score is bits of evidence)

DOUBLES_SURE = env.int("DOUBLES_SURE", default=24)
DOUBLES_LOOK = env.int("DOUBLES_LOOK", default=14)

# Her requests about them (Luật 91/2025/QH15 and NĐ 356/2025): working days to confirm receipt, days
# to answer by kind of request, days of the one extension

DATA_REQUEST_REPLY_WORKING_DAYS = env.int("DATA_REQUEST_REPLY_WORKING_DAYS", default=2)
DATA_REQUEST_DAYS = {
    "access": env.int("DATA_REQUEST_ACCESS_DAYS", default=10),
    "correction": env.int("DATA_REQUEST_CORRECTION_DAYS", default=10),
    "withdrawal": env.int("DATA_REQUEST_WITHDRAWAL_DAYS", default=15),
    "restriction": env.int("DATA_REQUEST_RESTRICTION_DAYS", default=15),
    "deletion": env.int("DATA_REQUEST_DELETION_DAYS", default=20),
}
DATA_REQUEST_EXTENSION_DAYS = env.int("DATA_REQUEST_EXTENSION_DAYS", default=15)

# Exports of members: how many come at once, how long a file made in the background is kept, and
# how many labels or cards go into one paper

EXPORT_AT_ONCE = env.int("EXPORT_AT_ONCE", default=1000)
EXPORT_KEEP_DAYS = env.int("EXPORT_KEEP_DAYS", default=7)
EXPORT_PAPERS_MOST = env.int("EXPORT_PAPERS_MOST", default=3000)

# With how many members of a list one thing can be done at once; each is locked while it lasts

MEMBERS_AT_ONCE = env.int("MEMBERS_AT_ONCE", default=200)

# Lists that come in: up to how many bytes a file is read while the page waits, how many rows are
# taken at once, and for how many days a file is kept after its list ended

IMPORT_AT_ONCE = env.int("IMPORT_AT_ONCE", default=150_000)
IMPORT_ROWS_MOST = env.int("IMPORT_ROWS_MOST", default=30_000)
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", default=30)
