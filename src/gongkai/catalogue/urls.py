"""Addresses of the catalogue pages."""

from django.urls import path

from gongkai.catalogue.views import editions, imports, items, lifecycle

app_name = "catalogue"
_EDITION = "editions/<int:number>/"
_ITEM = f"{_EDITION}items/<int:item>/"
_IMPORT = f"{_EDITION}imports/<int:upload>/"
urlpatterns = [
    path("", editions.home, name="home"),
    path("new/", editions.new, name="new"),
    path("fields/<slug:code>/rename/", lifecycle.rename_field, name="rename_field"),
    path(_EDITION, editions.edition_page, name="edition"),
    path(f"{_EDITION}national/", editions.national, name="national"),
    path(f"{_EDITION}difference/", editions.difference, name="difference"),
    path(f"{_EDITION}export/<slug:ending>/", editions.export_file, name="export"),
    path(f"{_EDITION}in-force/", lifecycle.put_in_force, name="put_in_force"),
    path(f"{_EDITION}discard/", lifecycle.discard, name="discard"),
    path(f"{_EDITION}review/", lifecycle.review, name="review"),
    path(f"{_EDITION}check/", items.check, name="check"),
    path(f"{_EDITION}confirm/", items.confirm, name="confirm"),
    path(f"{_EDITION}fields/<slug:code>/units/", items.field_units, name="field_units"),
    path(f"{_EDITION}items/new/", items.add, name="add_item"),
    path(_ITEM, items.item_page, name="item"),
    path(f"{_ITEM}edit/", items.edit, name="edit_item"),
    path(f"{_ITEM}units/", items.units, name="units"),
    path(f"{_ITEM}match/", items.match, name="match"),
    path(f"{_ITEM}doubt/", items.doubt, name="doubt"),
    path(f"{_ITEM}remove/", items.remove, name="remove"),
    path(f"{_EDITION}imports/new/", imports.upload, name="upload"),
    path(_IMPORT, imports.reading, name="import"),
    path(f"{_IMPORT}decide/", imports.decide, name="decide"),
    path(f"{_IMPORT}rows/<int:row>/", imports.row, name="import_row"),
    path(f"{_IMPORT}accept/", imports.accept, name="accept"),
    path(f"{_IMPORT}discard/", imports.discard, name="discard_import"),
    path(f"{_IMPORT}file/", imports.original_file, name="import_file"),
]
