"""What each row of the appendix counts, as it stands under the table and above the names."""

from django.utils.translation import gettext_lazy as _

DEFINITIONS = {
    "A1": _("Units at commune level that exist on the closing day."),
    "A2": _("Branches that exist on the closing day."),
    "A3": _("Women's groups that exist on the closing day."),
    "A4": _(
        "Typed in by each chapter from the population register, the last number on or before the "
        "closing day; never derived."
    ),
    "A5": _("Ordinary members on the day before the period."),
    "A5.gained": _(
        "Memberships that began before the period but were first written down in it: no earlier "
        "report counted them. Members of old standing entered in the book are none."
    ),
    "A5.lost": _(
        "Memberships that ended before the period, which was first written down in it: A5 is "
        "without them, the report before was not."
    ),
    "A6": _("Memberships that began in the period, transfers left out."),
    "A7": _("Members who came from a unit outside this one in the period."),
    "A8": _("Members who went to a unit outside this one in the period."),
    "A9": _(
        "Memberships that ended in the period for any other reason; the merger of units is never "
        "one."
    ),
    "A10": _("Ordinary members on the closing day, counted directly; must equal A5+A6+A7−A8−A9."),
    "A11": _("A10 over A4."),
    "A12": _("Members who are core members on the closing day."),
    "A13": _("A12 over A10."),
    "A14": _("Honorary members on the closing day; they are not in A10."),
    "A15": _("Members on the closing day whose ethnic group is not Kinh."),
    "A16": _("Members on the closing day who name a religion; nobody who was not asked."),
    "A17": _("Members who are Party members on the closing day."),
    "A18": _("Members who work away on the closing day; they stay in A10."),
    "A19": _("Households with a member on the closing day."),
    "P1": _("Chapters registered for the emulation movement of the year by the closing day."),
    "P2": _("Branches with at least one activity in the period."),
    "P3": _("P2 over A2."),
    "B1": _("Sessions, meetings, trainings, contests and dialogues held in the period."),
    "B2": _("Participations in the sessions of B1; who came twice counts twice."),
    "B3": _("Models and clubs founded in the period."),
    "B4": _("Models and clubs founded by the closing day and not ended."),
    "B5": _("Women in a running model on the closing day, each counted once."),
    "B5l": _("Participations in running models; a woman in two models counts twice."),
    "B6": _("People and collectives introduced as good examples in the period."),
    "C0": _("Households reviewed for the year by the closing day."),
    "C1": _("Households registered for the year by the closing day."),
    "C2": _("Households whose first review of the year found a criterion unmet."),
    "C3": _("Households for which somebody was assigned to help in the period."),
    "C4": _("Households whose help was closed in the period as “now met”."),
    "C5": _("Reviewed households that meet every criterion on the closing day."),
    "C6": _("C5 over C0."),
    "C7": _("Reviewed households that do not meet a criterion on the closing day."),
    "D1a": _("Models hosted by the district and registered in the period."),
    "D1b": _("Models hosted by a commune or below and registered in the period."),
    "D1c": _("Chapters where at least one model was registered in the period."),
    "D2a": _("Models hosted by the district and recognised in the period."),
    "D2b": _("Models hosted by a commune or below and recognised in the period."),
    "E2": _("Poor and near-poor households assigned help in the period."),
    "H1": _("Women introduced to a Party cell in writing, by the date of the letter."),
    "H2": _("Women sent to the awareness class, by the date of the decision."),
    "H3": _("Women who hold the certificate, by its date."),
    "H4": _("Women whose branch of the Party passed the resolution to propose them, by its date."),
    "H5": _("Women admitted as probationary members, by the date of the ceremony."),
    "H6": _("Women recognised as official members, by the date of the decision."),
    "H7": _("Women whose case is open on the closing day."),
    "H8": _("Branches without an open case on the closing day."),
    "I1": _("Inspections, supervisions, feedback and proposals made in the period."),
}
