"""Pages of referrals: what they say, what they refuse, what they cost."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from members.enums import Purpose
from referrals.enums import Stage
from referrals.models import AwarenessClass, Milestone, Referral
from tests.factories.members import ConsentFactory, MemberFactory
from tests.factories.referrals import AwarenessClassFactory, referral_at

DAY = datetime.date(2023, 3, 1)


@pytest.fixture
def staff(client, world):
    client.force_login(world.user(Role.DISTRICT_STAFF))
    return client


@pytest.fixture
def officer(client, world):
    client.force_login(world.user(Role.REFERRAL_OFFICER))
    return client


def case_at(*stages, unit, consent=True, **fields):
    made = referral_at(*stages, member__home_unit=unit, **fields)
    if consent:
        ConsentFactory(member=made.member, purpose=Purpose.REFERRAL)
    return made


def shown(response):
    return [card.referral.pk for card in response.context["cards"]]


class TestBoard:
    def test_most_urgent_first(self, staff, world, rules):
        today = timezone.localdate()
        later, late, undated = (
            case_at(unit=world.branch, due_on=due)
            for due in (
                today + datetime.timedelta(days=3),
                today - datetime.timedelta(days=3),
                None,
            )
        )
        page = staff.get(reverse("referrals:board"))
        assert shown(page) == [late.pk, later.pk, undated.pk]
        assert page.context["cards"][0].next.overdue
        overdue = staff.get(reverse("referrals:board"), {"show": "overdue"})
        assert shown(overdue) == [late.pk]

    def test_every_chip_counts_what_it_shows(self, staff, world, rules):
        for stages in ([], [Stage.CHAPTER_REVIEW], [Stage.PAUSED], [Stage.STOPPED]):
            case_at(*stages, unit=world.branch)
        case_at(Stage.CERTIFIED, unit=world.foreign_branch, due_on=DAY)
        Referral.objects.filter(milestones__stage=Stage.STOPPED).update(closed_on=DAY)
        for chip in staff.get(reverse("referrals:board")).context["chips"]:
            page = staff.get(reverse("referrals:board"), {"show": chip.key})
            assert len(shown(page)) == chip.count

    def test_filter_by_chapter(self, staff, world, rules):
        home, away = (case_at(unit=unit) for unit in (world.branch, world.foreign_branch))
        page = staff.get(reverse("referrals:board"), {"unit": world.next_door.pk})
        assert shown(page) == [away.pk]
        assert set(shown(staff.get(reverse("referrals:board")))) == {home.pk, away.pk}

    def test_chapter_sees_its_own(self, officer, world, rules):
        home, away = (case_at(unit=unit) for unit in (world.branch, world.foreign_branch))
        page = officer.get(reverse("referrals:board"), {"unit": world.next_door.pk})
        assert shown(page) == [home.pk]
        assert Referral.objects.filter(pk=away.pk).exists()

    @pytest.mark.parametrize("page", ["", "x", "99", "-1"])
    def test_nonsense_in_the_address_is_harmless(self, staff, world, rules, page):
        case_at(unit=world.branch)
        query = {"page": page, "unit": "0x", "show": "?"}
        assert len(shown(staff.get(reverse("referrals:board"), query))) == 1

    def test_empty_board_says_what_will_stand_here(self, officer, rules):
        assert "empty" in officer.get(reverse("referrals:board")).content.decode()

    def test_same_number_of_statements_for_one_and_three(
        self, staff, world, rules, django_assert_max_num_queries
    ):
        def cost():
            with django_assert_max_num_queries(16) as found:
                staff.get(reverse("referrals:board"))
            return len(found)

        case_at(unit=world.branch)
        cost()
        one = cost()
        for unit in (world.other_branch, world.foreign_branch):
            case_at(Stage.CERTIFIED, unit=unit)
        assert cost() == one


class TestCase:
    def test_next_step_is_the_one_big_action(self, staff, world, rules):
        case = case_at(unit=world.branch)
        page = staff.get(case.get_absolute_url())
        assert page.context["main"].stage == Stage.CHAPTER_REVIEW
        assert reverse("referrals:record", args=[case.pk, "S2"]) in page.content.decode()

    def test_inspector_reads_but_is_offered_nothing(self, client, world, rules):
        client.force_login(world.user(Role.INSPECTOR))
        case = case_at(unit=world.branch)
        page = client.get(case.get_absolute_url())
        assert not page.context["main"].allowed
        assert "/record/" not in page.content.decode()

    def test_withdrawn_step_stays_struck_through(self, client, world, rules):
        client.force_login(world.user(Role.DISTRICT_LEAD))
        case = case_at(Stage.CHAPTER_REVIEW, unit=world.branch)
        step = case.milestones.get(stage=Stage.CHAPTER_REVIEW)
        client.post(reverse("referrals:void", args=[step.pk]), {"reason": "Ghi nhầm người"})
        words = client.get(case.get_absolute_url()).content.decode()
        assert "is-void" in words
        assert "Ghi nhầm người" in words

    def test_same_number_of_statements_for_one_and_three_steps(
        self, staff, world, rules, django_assert_max_num_queries
    ):
        def cost(*stages):
            case = case_at(*stages, unit=world.branch)
            with django_assert_max_num_queries(20) as found:
                staff.get(case.get_absolute_url())
            return len(found)

        cost()
        assert cost() == cost(Stage.CHAPTER_REVIEW, Stage.DISTRICT_REVIEW)

    def test_reading_is_recorded(self, staff, world, rules):
        from audit.models import Entry

        case = case_at(unit=world.branch)
        staff.get(case.get_absolute_url())
        assert Entry.objects.filter(verb="viewed", target_id=str(case.pk)).count() == 1


class TestRecording:
    def path(self, case, stage):
        return reverse("referrals:record", args=[case.pk, stage.value])

    def test_a_step(self, staff, world, rules):
        case = case_at(unit=world.branch)
        answer = staff.post(
            self.path(case, Stage.CHAPTER_REVIEW),
            {"on": "5-3-2023", "wish_on": "04/03/2023", "note": "", "version": case.version},
        )
        assert answer.url == case.get_absolute_url()
        step = case.milestones.get(stage=Stage.CHAPTER_REVIEW)
        assert (step.on, step.data) == (datetime.date(2023, 3, 5), {"wish_on": "2023-03-04"})

    @pytest.mark.parametrize(
        ("field", "value"),
        [("on", "31/02/2023"), ("wish_on", ""), ("on", "01/01/2100"), ("on", "28/02/2023")],
    )
    def test_what_was_typed_is_kept(self, staff, world, rules, field, value):
        case = case_at(unit=world.branch)
        typed = {"on": "05/03/2023", "wish_on": "04/03/2023", "note": "Lời ghi"}
        typed |= {"version": case.version, field: value}
        page = staff.post(self.path(case, Stage.CHAPTER_REVIEW), typed)
        assert list(page.context["form"].errors) == [field]
        assert "Lời ghi" in page.content.decode()
        assert case.milestones.count() == 1

    @pytest.mark.parametrize("stage", [s for s in Stage if s != Stage.PROPOSED])
    def test_every_step_has_its_page(self, client, world, rules, stage):
        client.force_login(world.user(Role.DISTRICT_LEAD))
        case = case_at(unit=world.branch)
        assert client.get(self.path(case, stage)).status_code == 200
        assert client.post(self.path(case, stage), {}).status_code == 200

    @pytest.mark.parametrize("stage", ["S1", "S99", "x"])
    def test_unknown_step_is_not_there(self, staff, world, rules, stage):
        case = case_at(unit=world.branch)
        assert staff.get(reverse("referrals:record", args=[case.pk, stage])).status_code == 404

    def test_step_of_another_role_is_forbidden(self, officer, world, rules):
        case = case_at(unit=world.branch)
        assert officer.get(self.path(case, Stage.INTRODUCED)).status_code == 403

    def test_two_people_at_once(self, staff, world, rules):
        case = case_at(unit=world.branch)
        typed = {"on": "06/03/2023", "helper_1": "Lê Văn Giúp", "note": "", "version": 0}
        page = staff.post(self.path(case, Stage.SYMPATHISER), typed)
        ((_name, _label, theirs, ours),) = page.context["form"].conflicts
        assert "01/03/2023" in theirs
        assert "06/03/2023" in ours
        again = {**typed, "version": page.context["form"]["version"].value()}
        assert staff.post(self.path(case, Stage.SYMPATHISER), again).status_code == 302

    def test_refused_step_explains_itself(self, staff, world, rules):
        case = case_at(unit=world.branch, consent=False)
        page = staff.get(self.path(case, Stage.CHAPTER_REVIEW))
        assert str(page.context["refusal"]) in page.content.decode()


class TestOpening:
    def test_find_and_open(self, officer, world, rules):
        woman = MemberFactory(home_unit=world.branch, full_name="Ka Dụ")
        for words in ("ka du", "Dụ", woman.code):
            found = officer.get(reverse("referrals:new"), {"q": words})
            assert found.context["found"] == [woman], words
        path = reverse("referrals:new_for", args=[woman.pk])
        officer.post(path, {"opened_on": "01/03/2023", "merits": "Chi hội trưởng giỏi"})
        case = Referral.objects.get()
        assert (case.member, case.merits) == (woman, "Chi hội trưởng giỏi")

    def test_second_case_is_refused_kindly(self, officer, world, rules):
        case = case_at(unit=world.branch)
        path = reverse("referrals:new_for", args=[case.member.pk])
        page = officer.post(path, {"opened_on": "01/03/2023", "merits": "Giỏi"})
        assert page.status_code == 200
        assert str(case.member) in str(page.context["form"].non_field_errors())

    def test_edit_shows_both_values_to_the_second(self, officer, world, rules):
        case = case_at(unit=world.branch)
        path = reverse("referrals:edit", args=[case.pk])
        officer.post(path, {"merits": "Lời thứ nhất", "version": 1})
        page = officer.post(path, {"merits": "Lời thứ hai", "version": 1})
        ((name, _label, theirs, ours),) = page.context["form"].conflicts
        assert (name, theirs, ours) == ("merits", "Lời thứ nhất", "Lời thứ hai")


class TestClasses:
    def test_from_a_new_class_to_certificates(self, staff, world, rules):
        case = case_at(Stage.INTRODUCED, unit=world.branch)
        typed = {"unit": world.district.pk, "name": "Khóa I", "organiser": "Trung tâm"}
        typed |= {"starts_on": "01/06/2023", "ends_on": "05/06/2023"}
        staff.post(reverse("referrals:class_new"), typed)
        course = AwarenessClass.objects.get()
        path = reverse("referrals:class_send", args=[course.pk])
        staff.post(path, {"on": "20/05/2023", "women": [case.pk]})
        path = reverse("referrals:class_certify", args=[course.pk])
        staff.post(
            path, {"on": "06/06/2023", "issued_by": "Trung tâm", f"number_{case.pk}": "CN-01"}
        )
        page = staff.get(course.get_absolute_url())
        assert [step.stage for step in page.context["women"]] == [Stage.CERTIFIED]

    def test_what_was_typed_is_kept(self, staff, world, rules):
        case = case_at(Stage.INTRODUCED, unit=world.branch)
        course = AwarenessClassFactory(unit=world.district)
        path = reverse("referrals:class_send", args=[course.pk])
        staff.post(path, {"on": "20/05/2023", "women": [case.pk]})
        path = reverse("referrals:class_certify", args=[course.pk])
        typed = {"on": "x", "issued_by": "Trung tâm", f"number_{case.pk}": "CN-77"}
        page = staff.post(path, typed)
        assert "CN-77" in page.content.decode()
        assert Milestone.objects.filter(stage=Stage.CERTIFIED).count() == 0

    def test_women_of_another_chapter_are_not_named(self, officer, staff, world, rules):
        course = AwarenessClassFactory(unit=world.district)
        away = case_at(Stage.INTRODUCED, unit=world.foreign_branch)
        staff.force_login(world.user(Role.DISTRICT_STAFF))
        path = reverse("referrals:class_send", args=[course.pk])
        staff.post(path, {"on": "20/05/2023", "women": [away.pk]})
        assert len(staff.get(course.get_absolute_url()).context["women"]) == 1
        officer.force_login(world.user(Role.REFERRAL_OFFICER))
        assert officer.get(course.get_absolute_url()).context["women"] == []
        (row,) = officer.get(reverse("referrals:classes")).context["page"]
        assert (row.sent, row.certified) == (0, 0)


class TestSilence:
    """Who does not follow cases never learns that one exists."""

    def test_her_record_says_nothing(self, client, world, rules):
        case = case_at(unit=world.branch)
        client.force_login(world.user(Role.CHAPTER_OFFICER))
        page = client.get(case.member.get_absolute_url())
        assert page.status_code == 200
        assert "referrals" not in page.content.decode()

    def test_routes_are_closed(self, client, world, rules):
        case = case_at(unit=world.branch)
        client.force_login(world.user(Role.CHAPTER_OFFICER))
        assert client.get(case.get_absolute_url()).status_code == 403
        assert client.get(reverse("referrals:of_member", args=[case.member.pk])).status_code == 403

    def test_fragment_for_those_who_follow(self, officer, world, rules):
        case = case_at(unit=world.branch)
        part = officer.get(reverse("referrals:of_member", args=[case.member.pk]))
        assert case.get_absolute_url() in part.content.decode()


class TestPapers:
    @pytest.mark.parametrize("name", ["referrals:opinion", "referrals:note"])
    @pytest.mark.parametrize("stages", [(), (Stage.OPINION_GIVEN,), (Stage.MOVED_AWAY,)])
    def test_prints_filled_or_empty(self, staff, world, rules, name, stages):
        case = case_at(*stages, unit=world.branch)
        page = staff.get(reverse(name, args=[case.pk]))
        assert str(case.member) in page.content.decode()
