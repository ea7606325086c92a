"""What a person owes in the unit where she works: sentences for the front page, by date.

Each provider takes (user, unit, today) and answers with a list; one that does not concern her
answers with an empty one, and none asks more statements for more rows. Those of `FROM_NUMBERS`
take (user, numbers of the unit): they tell what the whole unit would have to be read for.
"""

from datetime import date

from reports.duties.accounts import accounts_owed
from reports.duties.members import members_owed, worries_owed
from reports.duties.personal import personal_data_owed
from reports.duties.programs import programs_owed, reviews_owed
from reports.duties.referrals import referrals_owed
from reports.duties.returns import returns_owed
from reports.duties.words import Duty
from reports.numbers import numbers_of

PROVIDERS = (
    referrals_owed,
    programs_owed,
    members_owed,
    personal_data_owed,
    returns_owed,
    accounts_owed,
)
FROM_NUMBERS = (reviews_owed, worries_owed)

__all__ = ["FROM_NUMBERS", "PROVIDERS", "Duty", "duties_of"]


def duties_of(user, unit, today, numbers=None):
    """Everything owed, the earliest date first, what has no date last."""
    numbers = numbers or numbers_of(user, unit, today)
    owed = [duty for provider in PROVIDERS for duty in provider(user, unit, today)]
    owed += [duty for provider in FROM_NUMBERS for duty in provider(user, numbers)]
    return sorted(owed, key=lambda duty: (duty.by is None, duty.by or date.max))
