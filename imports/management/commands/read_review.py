from imports.management.commands import read_register
from imports.reading import read_review

KEPT = ("head", "member", "met", "passed", "helper")


class Command(read_register.Command):
    help = "Read a household grid as a chapter keeps it and print what was understood."
    read = staticmethod(read_review)

    def plain(self, row):
        """A household with the keys of a careful clerk."""
        return {
            "sheet": row.sheet,
            "source_row": row.source_row,
            **({"block": row.block} if row.block else {}),
            **{key: row.values.get(key) for key in KEPT},
            "questions": [read_register.plain_question(question) for question in row.questions],
        }
