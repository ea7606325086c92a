from django.urls import path

from imports.views import batches, deeds, files, rows

app_name = "imports"

urlpatterns = [
    path("", batches.batch_list, name="list"),
    path("new/", batches.upload, name="new"),
    path("template/", files.blank, name="template"),
    path("<int:pk>/", batches.batch_detail, name="detail"),
    path("<int:pk>/columns/", deeds.columns, name="columns"),
    path("<int:pk>/places/", deeds.places, name="places"),
    path("<int:pk>/letters/", deeds.letters, name="letters"),
    path("<int:pk>/answer/", rows.answer_kind, name="answer_kind"),
    path("<int:pk>/rows/<int:row>/", rows.answer, name="answer"),
    path("<int:pk>/asking/", files.asking, name="asking"),
    path("<int:pk>/corrected/", files.corrected, name="corrected"),
    path("<int:pk>/accept/", deeds.accept, name="accept"),
    path("<int:pk>/refuse/", deeds.refuse, name="refuse"),
    path("<int:pk>/take-back/", deeds.take_back, name="take_back"),
    path("<int:pk>/again/", deeds.again, name="again"),
]
