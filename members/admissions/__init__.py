"""Admission lists: drawn up by a branch, approved by somebody else, taken into the book at once."""

from members.admissions.back import Obstacle, obstacles_of, take_back
from members.admissions.checks import AtFault, faults_of
from members.admissions.drawing import (
    add_former_member,
    add_woman,
    discard_list,
    draw_up_list,
    drop_entry,
    recall_list,
    send_back_list,
    submit_list,
    update_entry,
    update_list,
)
from members.admissions.recording import admit_list

__all__ = [
    "AtFault",
    "Obstacle",
    "add_former_member",
    "add_woman",
    "admit_list",
    "discard_list",
    "draw_up_list",
    "drop_entry",
    "faults_of",
    "obstacles_of",
    "recall_list",
    "send_back_list",
    "submit_list",
    "take_back",
    "update_entry",
    "update_list",
]
