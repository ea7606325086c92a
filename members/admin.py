from django.contrib import admin

from members.models import EthnicGroup, Religion, RetirementAge


@admin.register(EthnicGroup, Religion)
class NameListAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "order", "retired_on"]
    search_fields = ["code", "name"]


@admin.register(RetirementAge)
class RetirementAgeAdmin(admin.ModelAdmin):
    list_display = ["born", "months", "source"]
