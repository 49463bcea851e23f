"""Addresses of the organisation pages."""

from django.urls import path

from gongkai.organisation.views import accounts, calendar, group, liaisons, units

app_name = "organisation"
urlpatterns = [
    path("town/", units.town, name="town"),
    path("units/", units.units, name="units"),
    path("new-unit/", units.unit_new, name="unit-new"),
    path("units/<slug:slug>/", units.unit, name="unit"),
    path("units/<slug:slug>/edit/", units.unit_edit, name="unit-edit"),
    path("units/<slug:slug>/move/", units.unit_move, name="unit-move"),
    path("units/<slug:slug>/close/", units.unit_close, name="unit-close"),
    path("units/<slug:slug>/liaison/", liaisons.liaison, name="liaison"),
    path("units/<slug:slug>/posts/new/", units.post_new, name="post-new"),
    path("units/<slug:slug>/posts/<int:number>/end/", units.post_end, name="post-end"),
    path("group/", group.group, name="group"),
    path("group/seats/new/", group.seat_new, name="seat-new"),
    path("group/seats/<int:number>/end/", group.seat_end, name="seat-end"),
    path("liaisons/", liaisons.liaisons, name="liaisons"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account-new"),
    path("accounts/<int:number>/", accounts.account, name="account"),
    path("accounts/<int:number>/edit/", accounts.account_edit, name="account-edit"),
    path("accounts/<int:number>/password/", accounts.account_password, name="account-password"),
    path("accounts/<int:number>/factor/", accounts.account_factor, name="account-factor"),
    path("accounts/<int:number>/close/", accounts.account_close, name="account-close"),
    path("accounts/<int:number>/roles/new/", accounts.role_grant, name="role-grant"),
    path(
        "accounts/<int:number>/roles/<slug:role>/withdraw/",
        accounts.role_withdraw,
        name="role-withdraw",
    ),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/new/", calendar.calendar_new, name="calendar-new"),
]
