from django.urls import path

from funds.views import books, dues, people

app_name = "funds"

urlpatterns = [
    path("", dues.overview, name="dues"),
    path("dues/<int:pk>/<int:year>/", dues.grid, name="grid"),
    path("dues/<int:pk>/<int:year>/all/", dues.take_all, name="take_all"),
    path("members/<int:pk>/", people.payments, name="member"),
    path("members/<int:pk>/pay/", people.pay, name="pay"),
    path("members/<int:pk>/waive/", people.waive, name="waive"),
    path("payments/<int:pk>/reverse/", people.reverse, name="reverse_payment"),
    path("waivers/<int:pk>/lift/", people.lift, name="lift_waiver"),
    path("books/", books.overview, name="books"),
    path("books/<int:pk>/", books.book, name="book"),
    path("books/<int:pk>/new/", books.new_entry, name="new_entry"),
    path("books/<int:pk>/paper/", books.paper, name="book_paper"),
    path("entries/<int:pk>/reverse/", books.reverse, name="reverse_entry"),
]
