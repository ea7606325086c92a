"""Dues and fund books."""

from accounts.permissions import Permission
from accounts.roles import roles_with
from tests.factories import funds, members

VIEW = roles_with(Permission.FUND_VIEW)
CHANGE = roles_with(Permission.FUND_CHANGE)


def _branch(world, foreign):
    return world.foreign_branch if foreign else world.branch


def _member(world, foreign):
    return members.MemberFactory(home_unit=_branch(world, foreign))


def unit(world, foreign):
    return {"pk": _branch(world, foreign).pk}


def unit_and_year(world, foreign):
    return {**unit(world, foreign), "year": 2023}


def member(world, foreign):
    return {"pk": _member(world, foreign).pk}


def payment(world, foreign):
    return {"pk": funds.PaymentFactory(member=_member(world, foreign)).pk}


def waiver(world, foreign):
    return {"pk": funds.WaiverFactory(member=_member(world, foreign)).pk}


def entry(world, foreign):
    return {"pk": funds.EntryFactory(unit=_branch(world, foreign)).pk}


MATRIX = {
    **dict.fromkeys(
        ["funds:dues", "funds:grid", "funds:member", "funds:books", "funds:book"], VIEW
    ),
    "funds:book_paper": VIEW,
    **dict.fromkeys(
        [
            "funds:take_all",
            "funds:pay",
            "funds:waive",
            "funds:reverse_payment",
            "funds:lift_waiver",
            "funds:new_entry",
            "funds:reverse_entry",
        ],
        CHANGE,
    ),
}

ROWS = {
    **dict.fromkeys(["funds:grid", "funds:take_all"], unit_and_year),
    **dict.fromkeys(["funds:book", "funds:book_paper", "funds:new_entry"], unit),
    **dict.fromkeys(["funds:member", "funds:pay", "funds:waive"], member),
    "funds:reverse_payment": payment,
    "funds:lift_waiver": waiver,
    "funds:reverse_entry": entry,
}
