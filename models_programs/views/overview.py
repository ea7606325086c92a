"""The entry page of the area, and what the programmes know of one member."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from chapters.counting import tally
from chapters.scope import get_visible_or_404, working_unit
from core.periods import Kind, Period
from members.heirs import taken_in
from members.models import Member
from models_programs.models import Assistance, Exemplar, Participation, Review

VIEW = Permission.PROGRAM_VIEW
FIGURES = ("B4", "B5", "D1b", "D2b", "B6", "B1", "C3", "P1", "A1")


@require(VIEW)
@require_GET
def programs(request):
    """Models, exemplars, activities and movements of the year at a glance, each with its door."""
    unit = working_unit(request, VIEW)
    year = Period.containing(timezone.localdate(), Kind.YEAR)
    counted = tally(year, [unit], FIGURES)[unit.pk]
    return render(
        request,
        "models_programs/list.html",
        {"unit": unit, "year": year.year, "period": year.code, "figures": counted},
    )


@require(VIEW)
@require_GET
def of_member(request, pk):
    """The part of a member's record that tells of models, examples, help and reviews."""
    members = Member.objects.select_related("household")
    member = get_visible_or_404(members, request, Permission.MEMBER_VIEW, pk=pk)
    user, household = request.user, member.household_id
    spells = Participation.objects.visible_to(user).filter(member=member)
    exemplars = Exemplar.objects.visible_to(user).filter(member=member)
    helps = Assistance.objects.visible_to(user).filter(helper=member)
    homes = [household, *taken_in([household])] if household else []
    helped = Assistance.objects.visible_to(user).filter(household__in=homes)
    reviews = Review.objects.visible_to(user).filter(household=household)
    met = set(reviews.met_on(timezone.localdate()).values_list("pk", flat=True))
    return render(
        request,
        "models_programs/_of_member.html",
        {
            "member": member,
            "spells": spells.select_related("model__unit").order_by("-during", "pk"),
            "exemplars": exemplars.select_related("unit").order_by("-introduced_on", "pk"),
            "helps": helps.select_related("household").order_by("-started_on", "pk"),
            "helped": helped.order_by("-started_on", "pk"),
            "reviews": reviews.select_related("criteria_set").order_by("-year", "pk")[:5],
            "met": met,
        },
    )
