"""What becomes of dues when two records become one.

Payments of both simply become hers, for both were received: what is too much for the year is shown
with her dues, and taken back by whoever sees that it was one payment written twice.
"""

from members.doubles.rules import OneEach

RULES = {
    "funds.Waiver.member": OneEach(within=("year", "lifted_at")),
}
