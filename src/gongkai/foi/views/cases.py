"""Registering a case, its page, its steps, its answer, its applicant and files."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.foi import actions as foi
from gongkai.foi.access import new_secret
from gongkai.foi.forms.register import RegisterForm
from gongkai.foi.forms.reply import ReplyForm, initial_of
from gongkai.foi.issuing import lacking, remedy_for
from gongkai.foi.models import Application, Reply
from gongkai.foi.one_case import read_case
from gongkai.foi.setting import settings_of
from gongkai.foi.showing import as_now, page_of
from gongkai.foi.viewing import is_open
from gongkai.foi.views.steps import STEPS
from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.organisation.permissions import reach_of, rule_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.rules.foi.fields import ID_TYPES
from gongkai.rules.foi.fields import lacking as lacking_fields
from gongkai.rules.foi.replies import BY_CODE, TABLE


def case_or_404(request: OfficeRequest, number: str) -> Application:
    """A case in the person's scope, with what pages look at."""
    try:
        return read_case(request.actor, number)
    except Application.DoesNotExist:
        raise Http404("没有这件申请。") from None


@office_page("foi.register")
@require_http_methods(["GET", "POST"])
def register(request: OfficeRequest) -> HttpResponse:
    """Register an application that came by letter, counter, fax, e-mail or speech."""
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        town_id=request.actor.town_id,
    )
    if request.method == "POST" and form.is_valid():
        secret = new_secret()
        try:
            case = foi.register(
                request.actor,
                office_unit(request),
                form.applying(),
                form.receipt(),
                form.filing(),
                files=form.uploads(),
                secret=secret,
            )
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            wanting = lacking_fields(form.applying(), has_proof=bool(form.uploads()))
            context = {"case": case, "secret": secret, "wanting": list(wanting.values())}
            return render(request, "foi/registered.html", context)
    status = 422 if form.errors else 200
    return render(request, "foi/new.html", {"form": form}, status=status)


def office_unit(request: OfficeRequest) -> Unit:
    """The unit that handles the town's applications: as set, else that of who registers."""
    assert request.actor.town is not None  # noqa: S101
    return settings_of(request.actor.town).unit or request.account.unit


@office_page("foi.read")
def case(request: OfficeRequest, number: str) -> HttpResponse:
    """The page of a case: where it stands, whose turn it is, what can be done."""
    found = case_or_404(request, number)
    context = {"shown": page_of(request.actor, found), "case": found, "today": today()}
    return render(request, "foi/case.html", context)


@office_page("foi.read")
@require_http_methods(["GET", "POST"])
def step(request: OfficeRequest, number: str, name: str) -> HttpResponse:
    """One step of a case: its form, then the act."""
    found, page = case_or_404(request, number), STEPS.get(name)
    if page is None:
        raise Http404("没有这一步。")
    if reach_of(request.actor, page.action) is None:
        raise NotPermitted(
            f"您的账号不能“{rule_of(page.action).title}”。如工作需要，请联系安全管理员。"
        )
    form = page.form(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        case=found,
        opened=is_open(request.actor, found),
        initial={name: request.GET[name] for name in ("letter", "service") if name in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = page.do(request.actor, found, form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect("foi:case", number)
    status = 422 if form.errors else 200
    shown = as_now(name, page, found)
    context = {"case": found, "form": form, "page": shown, "today": today()}
    return render(request, "foi/step.html", context, status=status)


@office_page("foi.draft_reply")
@require_http_methods(["GET", "POST"])
def reply(request: OfficeRequest, number: str) -> HttpResponse:
    """Choose the kind of answer, give its facts, see what is missing."""
    found = case_or_404(request, number)
    draft = Reply.objects.filter(application=found, state="draft").first()
    code = request.POST.get("code") or request.GET.get("code") or (draft.code if draft else "")
    kind = BY_CODE.get(code)
    if kind is None or kind.closing:
        context = {"case": found, "kinds": [row for row in TABLE if not row.closing]}
        return render(request, "foi/reply_kinds.html", context)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        case=found,
        code=code,
        initial=initial_of(draft, code),
    )
    if request.method == "POST" and form.is_valid():
        try:
            foi.draft_reply(request.actor, found, form.facts())
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已保存答复草稿。请核对还缺什么，然后作出答复。")
            return redirect("foi:issue", number)
    context = {
        "case": found,
        "form": form,
        "kind": kind,
        "remedy": remedy_for(found, code),
        "no_parts": "parts" not in kind.proven,
    }
    return render(request, "foi/reply.html", context, status=422 if form.errors else 200)


@office_page("foi.draft_reply")
@require_http_methods(["GET", "POST"])
def issue(request: OfficeRequest, number: str) -> HttpResponse:
    """The draft as it will go out, what is still missing, and the one button."""
    found = case_or_404(request, number)
    draft = Reply.objects.filter(application=found, state="draft").select_related("record").first()
    if draft is None:
        return redirect("foi:reply", number)
    draft.application = found
    if request.method == "POST":
        foi.issue_reply(request.actor, found)
        messages.success(request, "已作出答复。请把答复文书送达申请人，然后登记送达。")
        return redirect("foi:case", number)
    kind = BY_CODE[draft.code]
    context = {
        "case": found,
        "draft": draft,
        "kind": kind,
        "facts": [(f.label, draft.facts.get(f.name, "")) for f in kind.required],
        "parts": [(BY_CODE[part.ground].name, part) for part in draft.parts.all()],
        "lacking": lacking(draft),
        "remedy": remedy_for(found, draft.code),
        "may_issue": reach_of(request.actor, "foi.issue_reply") is not None,
    }
    return render(request, "foi/issue.html", context)


@office_page("foi.propose_release")
@require_http_methods(["GET", "POST"])
def propose(request: OfficeRequest, number: str) -> HttpResponse:
    """Make a draft for proactive release of what was handed over (Art. 44)."""
    found = case_or_404(request, number)
    answer = get_object_or_404(Reply, application=found, state="issued")
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip() or "由依申请公开转为主动公开，待归入事项"
        record = foi.propose_release(request.actor, answer, None, reason)
        messages.success(request, "已起草主动公开的信息。请归入公开事项，核对后送审。")
        return redirect("publication:record", record.slug)
    return render(request, "foi/propose.html", {"case": found, "reply": answer})


@office_page("foi.view_personal")
@require_http_methods(["GET", "POST"])
def applicant(request: OfficeRequest, number: str) -> HttpResponse:
    """The applicant's data, after saying that every look is recorded."""
    found = case_or_404(request, number)
    shown, parties = None, []
    if request.method == "POST":
        shown = foi.view_personal(request.actor, found, request.POST.get("why", ""))
        from gongkai.foi.personal import party_of

        parties = [(one.get_kind_display(), party_of(one)) for one in found.consultations.all()]
    context = {
        "case": found,
        "shown": shown,
        "parties": parties,
        "id_type": ID_TYPES.get(shown.id_type, "没有提供") if shown else "",
    }
    response = render(request, "foi/applicant.html", context)
    response["Cache-Control"] = "no-store"
    return response


@office_page("foi.view_personal")
@require_POST
def words(request: OfficeRequest, number: str) -> HttpResponse:
    """Open the applicant's words in the pages of the case for the rest of the day."""
    found = case_or_404(request, number)
    if not is_open(request.actor, found):
        foi.view_personal(request.actor, found, what="申请原文")
    back, here = request.POST.get("next", ""), case_url(found)
    safe = back.startswith(here) and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if safe else here)


@office_page("foi.view_file")
@require_POST
def file(request: OfficeRequest, number: str, file_id: int) -> HttpResponse:
    """Download a file of a case; every look is recorded."""
    found = case_or_404(request, number)
    stored = get_object_or_404(found.files, pk=file_id)
    data = foi.view_file(request.actor, stored)
    response = HttpResponse(data, content_type=stored.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def case_url(found: Application) -> str:
    """The address of a case in the office."""
    return reverse("foi:case", args=[found.number])
