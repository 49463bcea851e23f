"""Login, password and second factor: allauth's views with our words and our ledger.

Only the addresses listed here exist; every other page of allauth answers 404.
"""

from typing import Any

from allauth.account import views as account_views
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.mfa.base import views as mfa_views
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from gongkai.office.queries import demonstration_accounts
from gongkai.organisation.actor import actor_for
from gongkai.organisation.login import change_own_password, record_second_factor


def closed(request: HttpRequest, rest: str = "") -> HttpResponse:
    """A page of allauth that this house does not have: no sign-up, no e-mail pages."""
    raise Http404(rest)


def _word(form: forms.Form, labels: dict[str, tuple[str, str]]) -> None:
    """Give fields a label and a help text, and take the placeholders away."""
    for name, (label, help_text) in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)


class OurLoginForm(LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"login": ("用户名", ""), "password": ("密码", "")})


class OurChangePasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = "至少10位，含小写字母、大写字母、数字、其他符号中的三种；不要与用户名相近。"
        words = {"oldpassword": ("当前密码", ""), "password1": ("新密码", rule)}
        _word(self, {**words, "password2": ("再输一次新密码", "")})


class OurPasswordAgainForm(PasswordAgainForm):  # type: ignore[misc]
    """The password once more, before a change of the account's security."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"password": ("密码", "")})


class CodeWords:
    """Words of a form that asks for a six-digit code."""

    code_help = "打开手机上的验证器应用，输入它现在显示的6位数字。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, {"code": ("验证码", self.code_help)})  # type: ignore[arg-type]
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Check the code; say what to do when it is wrong."""
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(
                "验证码不正确或已过期。验证码每30秒更换一次，请输入最新的6位数字。"
            ) from None


class OurAuthenticateForm(CodeWords, AuthenticateForm):  # type: ignore[misc]
    """The code at login; a recovery code is taken as well."""

    code_help = "打开手机上的验证器应用，输入6位数字。手机不在身边时，可以输入一个备用码。"


class OurReauthenticateForm(CodeWords, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before a change of the account's security."""


class OurActivateForm(CodeWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new second factor."""


class Login(account_views.LoginView):  # type: ignore[misc]
    """The login page; in the demonstration profile it lists the demonstration accounts."""

    template_name = "account/ours/login.html"
    form_class = OurLoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration accounts and their password."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMONSTRATION:
            context["accounts"] = demonstration_accounts()
            # By name: the demonstration stands above the office and is no part of it.
            context["password"] = import_string("gongkai.demo.password.DEMONSTRATION_PASSWORD")
        return context


class SecondFactor(mfa_views.AuthenticateView):  # type: ignore[misc]
    """The code at login. Wrong codes count towards the lock-out as wrong passwords do."""

    template_name = "mfa/ours/authenticate.html"
    form_class = OurAuthenticateForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the code unless the account is locked; the middleware shows the locked page."""
        username = self.stage.login.user.get_username()
        credentials = {"username": username, "login": username}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            request.axes_credentials = credentials  # type: ignore[attr-defined]
            locked: HttpResponse = self.form_invalid(self.form)
            return locked
        if not self.form.is_valid():
            user_login_failed.send(type(self), credentials=credentials, request=request)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class PasswordChange(account_views.PasswordChangeView):  # type: ignore[misc]
    """Change one's own password, on the ledger."""

    template_name = "account/ours/password_change.html"
    form_class = OurChangePasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password and stay signed in."""
        change_own_password(actor_for(form.user), form.cleaned_data["password1"])
        finalize_password_change(self.request, form.user)
        return redirect("office:home")


class Activate(totp_views.ActivateTOTPView):  # type: ignore[misc]
    """Turn the second factor on."""

    template_name = "mfa/ours/activate.html"
    form_class = OurActivateForm

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Activate, and put it on the ledger with it."""
        record_second_factor(actor_for(form.user), on=True)
        response: HttpResponse = super().form_valid(form)
        return response


class Deactivate(totp_views.DeactivateTOTPView):  # type: ignore[misc]
    """Turn the second factor off, after asking once."""

    template_name = "mfa/ours/deactivate.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Deactivate, and put it on the ledger with it."""
        record_second_factor(actor_for(self.request.user), on=False)
        response: HttpResponse = super().form_valid(form)
        return response


logout = account_views.LogoutView.as_view(template_name="account/ours/logout.html")
password_again = account_views.ReauthenticateView.as_view(
    template_name="account/ours/reauthenticate.html", form_class=OurPasswordAgainForm
)
code_again = mfa_views.ReauthenticateView.as_view(
    template_name="account/ours/reauthenticate.html", form_class=OurReauthenticateForm
)
security = mfa_views.IndexView.as_view(template_name="mfa/ours/index.html")
codes = code_views.ViewRecoveryCodesView.as_view(template_name="mfa/ours/codes.html")
codes_file = code_views.DownloadRecoveryCodesView.as_view()
codes_new = code_views.GenerateRecoveryCodesView.as_view(template_name="mfa/ours/codes_new.html")
