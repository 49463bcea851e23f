"""Addresses of the office pages."""

from django.urls import path

from gongkai.office import account, components, health, views, week

app_name = "office"

# Before allauth's own, which keep the names (account_login, mfa_index …) for reverse().
ACCOUNT_PAGES = [
    path("accounts/login/", account.Login.as_view()),
    path("accounts/logout/", account.logout),
    path("accounts/password/change/", account.PasswordChange.as_view()),
    path("accounts/reauthenticate/", account.password_again),
    path("accounts/2fa/", account.security),
    path("accounts/2fa/authenticate/", account.SecondFactor.as_view()),
    path("accounts/2fa/reauthenticate/", account.code_again),
    path("accounts/2fa/totp/activate/", account.Activate.as_view()),
    path("accounts/2fa/totp/deactivate/", account.Deactivate.as_view()),
    path("accounts/2fa/recovery-codes/", account.codes),
    path("accounts/2fa/recovery-codes/download/", account.codes_file),
    path("accounts/2fa/recovery-codes/generate/", account.codes_new),
    path("accounts/<path:rest>", account.closed),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("week/", week.week, name="week"),
    path("ledger/", views.ledger, name="ledger"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:effect_id>/retry/", views.outbox_retry, name="outbox-retry"),
    path("components/", components.components),
    path("components/public/", components.public_components),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    *ACCOUNT_PAGES,
]
