"""Everything that writes the member book."""

from members.services.consents import (
    Agreement,
    give_consents,
    give_consents_of_list,
    withdraw_consent,
)
from members.services.conversions import convert_membership
from members.services.corrections import correct_spell
from members.services.home_rows import Head, Seen
from members.services.homes import (
    change_head,
    merge_households,
    move_household,
    split_household,
)
from members.services.households import (
    dissolve_household,
    list_household,
    move_into_household,
    open_household,
    update_household,
)
from members.services.people import Home, Joining, admit_member, update_member
from members.services.requests import (
    answer_request,
    confirm_request,
    extend_request,
    lift_restriction,
    receive_request,
)
from members.services.spells import end_membership, readmit_member
from members.services.standing_corrections import correct_standing, withdraw_standing
from members.services.standings import end_standing, start_standing
from members.services.transfers import (
    accept_transfer,
    chapters_elsewhere,
    move_member,
    propose_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from members.services.worries import ask_about

__all__ = [
    "Agreement",
    "Head",
    "Home",
    "Joining",
    "Seen",
    "accept_transfer",
    "admit_member",
    "answer_request",
    "ask_about",
    "change_head",
    "chapters_elsewhere",
    "confirm_request",
    "convert_membership",
    "correct_spell",
    "correct_standing",
    "dissolve_household",
    "end_membership",
    "end_standing",
    "extend_request",
    "give_consents",
    "give_consents_of_list",
    "lift_restriction",
    "list_household",
    "merge_households",
    "move_household",
    "move_into_household",
    "move_member",
    "open_household",
    "propose_transfer",
    "readmit_member",
    "receive_request",
    "refuse_transfer",
    "split_household",
    "start_standing",
    "update_household",
    "update_member",
    "withdraw_consent",
    "withdraw_standing",
    "withdraw_transfer",
]
