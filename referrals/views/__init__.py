from referrals.views.board import board
from referrals.views.cases import detail, edit, hand_over, new, new_for, of_member
from referrals.views.classes import (
    class_certify,
    class_detail,
    class_list,
    class_new,
    class_send,
)
from referrals.views.papers import note, opinion
from referrals.views.steps import record, void

__all__ = [
    "board",
    "class_certify",
    "class_detail",
    "class_list",
    "class_new",
    "class_send",
    "detail",
    "edit",
    "hand_over",
    "new",
    "new_for",
    "note",
    "of_member",
    "opinion",
    "record",
    "void",
]
