"""What becomes of programs when two records become one. Examples and help simply move."""

from members.doubles.rules import JoinsDays

RULES = {
    "models_programs.Participation.member": JoinsDays(within=("model_id",), texts=("role",)),
}
