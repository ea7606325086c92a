from referrals.forms.cases import MeritsForm, NewReferralForm, VoidForm
from referrals.forms.classes import CertifyForm, ClassForm, SendForm
from referrals.forms.steps import StepForm

__all__ = [
    "CertifyForm",
    "ClassForm",
    "MeritsForm",
    "NewReferralForm",
    "SendForm",
    "StepForm",
    "VoidForm",
]
