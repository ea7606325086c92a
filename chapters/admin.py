from django.contrib import admin

from chapters.models import Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "during"]
    list_filter = ["level"]
