"""Branches and groups under the communes of the district, as `chapters.services` would leave them.

Nobody knows since when they exist, so they exist since ever, like the units above them.
"""

from dataclasses import dataclass, field

from chapters.enums import Level
from chapters.models import Placement, Unit
from chapters.services.tree import WORDS, order_of
from core.text import fold
from demo.copying import Table

# Communes in which most women are K'Ho or Mạ (the uplands of the south, and along the Đồng Nai).
UPLANDS = {
    "xa-son-dien",
    "xa-gia-bac",
    "xa-bao-thuan",
    "xa-gung-re",
    "xa-dinh-trang-thuong",
    "xa-dinh-trang-hoa",
    "xa-tan-thuong",
}
HAMLETS = [
    "Kao Kuil", "Đăng Srôn", "K'Long Trao", "Hàng Hải", "Kon Sờ Đe", "Lăng Kú", "Ka Liêng",
    "Bờ Sụt", "Ta Ly", "B'Nơm", "Hàng Piơr", "Di Linh Thượng", "Kala Tơng", "Lộc Châu",
    "Đồng Lạc", "Tân Phú",
]  # fmt: skip
# Chapters that let terms pass, and some that have households of the year still to review.
LATE = {"tt-di-linh", "xa-dinh-lac", "xa-gung-re", "xa-hoa-bac", "xa-tam-bo"}
BEHIND = {"xa-dinh-lac", "xa-gia-bac", "xa-hoa-ninh", "xa-tan-lam"}
MEMBERS_A_BRANCH = 30
FEWEST, MOST = 6, 14
ALWAYS = (None, None)


@dataclass
class Branch:
    """`homes` are the ids of the units where its women belong: its groups, else itself."""

    id: int
    name: str
    commune: "Commune"
    homes: list = field(default_factory=list)
    women: list = field(default_factory=list)
    households: list = field(default_factory=list)


@dataclass
class Commune:
    id: int
    key: str
    name: str
    path: str
    is_late: bool = False  # lets terms pass
    is_behind: bool = False  # has households of this year still to review
    branches: list = field(default_factory=list)

    @property
    def upland(self):
        return self.key in UPLANDS

    @property
    def women(self):
        return [woman for branch in self.branches for woman in branch.women]


def communes(district):
    """The communes of the district in their printed order, without branches yet."""
    rows = Unit.objects.directly_under(district).open().in_order()
    return [
        Commune(row.pk, row.key, row.name, row.path, row.key in LATE, row.key in BEHIND)
        for row in rows
    ]


def make_branches(rng, communes, members):
    """Give each commune its branches, 6 to 14 (fewer when there are few members)."""
    units = Table(Unit, "key", "level", "name", "order", "valid", "path", "code")
    placements = Table(Placement, "unit", "parent", "during")
    most = max(2, min(MOST, members // len(communes) // MEMBERS_A_BRANCH))
    for commune in communes:
        for name in _branch_names(rng, commune, rng.randint(min(FEWEST, most), most)):
            branch = Branch(0, name, commune)
            branch.id, path = _open(units, placements, commune, Level.BRANCH, name)
            branch.homes = _groups(rng, units, placements, branch, path) or [branch.id]
            commune.branches.append(branch)
    units.flush()
    placements.flush()


def _branch_names(rng, commune, count):
    """Thôn 1, Thôn 2 …; quarters in the town; in the uplands half bear the names of old hamlets."""
    if commune.key.startswith("tt-"):
        return [f"Tổ dân phố {n}" for n in range(1, count + 1)]
    hamlets = rng.sample(HAMLETS, k=count // (2 if commune.upland else 6))
    numbered = [f"Thôn {n}" for n in range(1, count - len(hamlets) + 1)]
    return numbered + [f"{rng.choice(('Thôn', 'Buôn'))} {hamlet}" for hamlet in hamlets]


def _groups(rng, units, placements, branch, path):
    """Two or three women's groups in four branches of ten; elsewhere the branch is one group."""
    if rng.random() > 0.4:
        return []
    above = Commune(branch.id, f"{branch.commune.key}/{slug(branch.name)}", branch.name, path)
    names = [f"Tổ phụ nữ {n}" for n in range(1, rng.randint(2, 3) + 1)]
    return [_open(units, placements, above, Level.GROUP, name)[0] for name in names]


def _open(units, placements, above, level, name):
    pk = units.last_id + 1
    path = f"{above.path}{pk}."
    key = f"{above.key}/{slug(name)}"
    units.add(key, level.value, name, order_of(name), ALWAYS, path, "")
    placements.add(pk, above.id, ALWAYS)
    return pk, path


def slug(name):
    return "-".join(WORDS.findall(fold(name)))


def has_branches():
    """Whether somebody has opened branches already."""
    return Unit.objects.at(Level.BRANCH, Level.GROUP).exists()
