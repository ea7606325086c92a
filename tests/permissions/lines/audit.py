from accounts.permissions import Permission
from accounts.roles import roles_with

MATRIX = {"audit:list": roles_with(Permission.AUDIT_VIEW)}
