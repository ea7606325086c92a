from django.urls import path

from reports.views import home, names, papers, settings, sheets

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("glance/<int:pk>/recount/", home.recount_glance, name="recount_glance"),
    path("glance/<int:pk>/counting/", home.counting_glance, name="counting_glance"),
    path("reports/", sheets.report_list, name="list"),
    path("reports/<int:pk>/paper/", settings.paper_settings, name="paper_settings"),
    path("reports/<int:pk>/<str:code>/", sheets.report, name="report"),
    path("reports/<int:pk>/<str:code>/units/", sheets.by_unit, name="by_unit"),
    path("reports/<int:pk>/<str:code>/pdf/", papers.pdf, name="pdf"),
    path("reports/<int:pk>/<str:code>/recount/", sheets.recount, name="recount"),
    path("reports/<int:pk>/<str:code>/counting/", sheets.counting, name="counting"),
    path("reports/<int:pk>/<str:period>/names/<str:code>/", names.names_of, name="names"),
]
