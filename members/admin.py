from django.contrib import admin

from members.models import EthnicGroup, Religion


@admin.register(EthnicGroup, Religion)
class NameListAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "order", "retired_on"]
    search_fields = ["code", "name"]
