"""The member book: who she is, where she lives, where she belonged and when."""

from members.models.admissions import AdmissionEntry, AdmissionList
from members.models.comparisons import Comparison
from members.models.consents import Consent
from members.models.doubles import Double, DoublesScan
from members.models.erasures import Erasure
from members.models.exports import ExportJob
from members.models.homes import HouseholdChange, Relocation
from members.models.households import Household, HouseholdListing
from members.models.lists import SavedList
from members.models.merges import Merge
from members.models.people import EthnicGroup, Member, Religion
from members.models.requests import DataRequest
from members.models.spells import Membership, Standing, Transfer
from members.models.worries import Asking, RetirementAge

__all__ = [
    "AdmissionEntry",
    "AdmissionList",
    "Asking",
    "Comparison",
    "Consent",
    "DataRequest",
    "Double",
    "DoublesScan",
    "Erasure",
    "EthnicGroup",
    "ExportJob",
    "Household",
    "HouseholdChange",
    "HouseholdListing",
    "Member",
    "Membership",
    "Merge",
    "Religion",
    "Relocation",
    "RetirementAge",
    "SavedList",
    "Standing",
    "Transfer",
]
