"""Accounts and postings have pages and rules of their own; the admin site shows neither."""

from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.unregister(Group)
