"""Addresses of the review pages."""

from django.urls import path

from gongkai.review import views

app_name = "review"
urlpatterns = [
    path("", views.sheet_list, name="sheets"),
    path("register/<slug:slug>/", views.register, name="register"),
    path("rows/", views.rows_register, name="rows"),
    path("rows.xlsx", views.register_xlsx, name="rows_xlsx"),
    path("checks/", views.checks, name="checks"),
    path("<int:number>/", views.sheet_page, name="sheet"),
    path("<int:number>/archive/", views.archive, name="archive"),
    path("<int:number>/archive/<slug:what>/", views.archived_file, name="archived"),
    path("<int:number>/void/", views.void_sheet, name="void"),
    path("<int:number>/form.pdf", views.print_pdf, name="pdf"),
    path("<int:number>/form.docx", views.print_docx, name="docx"),
    path("<int:number>/sign/<str:seat>/", views.sign, name="sign"),
    path("<int:number>/rows/<int:sequence>/", views.row_page, name="row"),
    path("<int:number>/rows/<int:sequence>/files/<int:file>/", views.preview, name="preview"),
    path(
        "<int:number>/rows/<int:sequence>/files/<int:file>/<int:page>.png",
        views.page_picture,
        name="page",
    ),
    path("<int:number>/rows/<int:sequence>/remove/", views.remove_row, name="remove_row"),
    path("<int:number>/rows/<int:sequence>/answer/", views.answer, name="answer"),
]
