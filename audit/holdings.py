"""What the apps keep about one person, stated table by table, and what becomes of it.

An app states its tables in `personal.py`:

    HOLDINGS = [Holding(Consent, "member", clear={"kept_at": ""}, keep=("purpose", "given_on", …))]

Two readers start from them: the print of what is held about her, and the forgetting of her
(`audit.forgetting`). Tests hold the statements complete: every link to her, and every column of
each table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.parts import parts

UNNAMED = "(đã ẩn danh)"
FORGOTTEN = "Hội viên đã ẩn danh"


@dataclass(frozen=True)
class Holding:
    """One table that holds something about a person, whose rows are found by the lookup `way`.

    `clear` names the columns that go when she is forgotten, with what stands there afterwards: a
    value, or a function of the old one. `keep` names those that stay, for figures need them. Links
    to users, keys and `way` itself are neither. `permission` lets somebody know of such rows at
    all; where `narrowed`, only of those in her scope. `words` are functions of the row for columns
    that need more than their value; `untold` names those that say nothing to the person herself.
    """

    model: type
    way: str
    permission: str
    clear: Mapping[str, object] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    narrowed: bool = False
    words: Mapping[str, Callable] = field(default_factory=dict)
    untold: tuple[str, ...] = ()

    def rows(self, person_id):
        """The rows about her, whoever may see them."""
        return self.model._base_manager.filter(**{self.way: person_id}).order_by("pk")

    def rows_for(self, person_id, user):
        """The rows about her that `user` may know of."""
        if not user.may(self.permission):
            return self.model._base_manager.none()
        rows = self.model.objects.filter(**{self.way: person_id}).order_by("pk")
        return rows.visible_to(user, self.permission) if self.narrowed else rows


def holdings():
    """All statements, in the order of the apps."""
    return [holding for part in parts("personal") for holding in part.HOLDINGS]
