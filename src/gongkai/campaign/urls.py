"""Addresses of the campaign package in the office."""

from django.urls import URLPattern, path

from gongkai.campaign.views import (
    checks,
    media,
    plans,
    points,
    registers,
    reports,
    steps,
    tasks,
    trainings,
)

app_name = "campaign"

_PLANS = [
    path("", plans.plans, name="plans"),
    path("new/", plans.plan_new, name="plan_new"),
    path("<int:plan>/", plans.plan, name="plan"),
    path("<int:plan>/edit/", plans.plan_edit, name="plan_edit"),
    path("<int:plan>/start/", plans.plan_start, name="plan_start"),
    path("<int:plan>/end/", plans.plan_end, name="plan_end"),
    path("<int:plan>/report/", plans.report, name="stage_report"),
    path("<int:plan>/tasks.xlsx", plans.tasks_xlsx, name="tasks_xlsx"),
    path("<int:plan>/phases/new/", plans.phase_new, name="phase_new"),
    path("<int:plan>/tasks/new/", plans.task_new, name="task_new"),
    path("tasks/<int:task>/", tasks.task, name="task"),
    path("tasks/<int:task>/edit/", tasks.task_edit, name="task_edit"),
    path("tasks/<int:task>/remove/", tasks.task_remove, name="task_remove"),
    path("parts/<int:part>/", tasks.part, name="part"),
    path("parts/<int:part>/reopen/", tasks.part_reopen, name="part_reopen"),
    path("parts/<int:part>/waive/", tasks.part_waive, name="part_waive"),
    path("papers/<int:paper>/", tasks.paper, name="paper"),
]
_TRAININGS = [
    path("trainings/", trainings.trainings, name="trainings"),
    path("trainings/new/", trainings.training_new, name="training_new"),
    path("trainings/<int:training>/", trainings.training, name="training"),
    path("trainings/<int:training>/sheet/", trainings.sign_in_sheet, name="sign_in_sheet"),
    path("trainings/<int:training>/attendance/", trainings.attendance, name="attendance"),
    path("trainings/<int:training>/material/", trainings.material, name="material"),
    path("trainings/<int:training>/cancel/", trainings.training_cancel, name="training_cancel"),
]
_CHECKS = [
    path("checks/", checks.checks, name="checks"),
    path("checks/points/", points.check_points, name="check_points"),
    path("checks/new/", checks.check_new, name="check_new"),
    path("checks/<int:check>/", checks.check, name="check"),
    path("checks/findings/", checks.findings, name="findings"),
    path("checks/findings.xlsx", checks.findings_xlsx, name="findings_xlsx"),
    path("checks/findings/<int:finding>/", checks.finding, name="finding"),
    path("checks/findings/<int:finding>/close/", checks.finding_close, name="finding_close"),
    path("checks/findings/<int:finding>/return/", checks.finding_return, name="finding_return"),
]
_REPORTS = [
    path("reports/", reports.calls, name="calls"),
    path("reports/new/", reports.call_new, name="call_new"),
    path("reports/calls/<int:call>/", reports.call, name="call"),
    path("reports/calls/<int:call>/reports.xlsx", reports.call_xlsx, name="call_xlsx"),
    path("reports/calls/<int:call>/merge/", reports.merge, name="merge"),
    path("reports/<int:report>/", reports.report, name="report"),
    path("reports/<int:report>/return/", reports.report_return, name="report_return"),
    path("reports/summaries/<int:summary>/", reports.summary, name="summary"),
    path("reports/summaries/<int:summary>.docx", reports.summary_docx, name="summary_docx"),
]
_REGISTERS = [
    path("references/", registers.references, name="references"),
    path("references/new/", registers.reference_new, name="reference_new"),
    path("references/<int:reference>/", registers.reference, name="reference"),
    path("media/", media.media, name="media"),
    path("media/new/", media.media_new, name="media_new"),
    path("media/<int:account>/", media.media_account, name="media_account"),
    path("media/<int:account>/post/", media.media_post, name="media_post"),
    path("media/<int:account>/close/", media.media_close, name="media_close"),
    path("practices/", registers.practices, name="practices"),
    path("practices/new/", registers.practice_new, name="practice_new"),
    path("requests/", registers.upstream, name="requests"),
    path("requests/new/", registers.request_new, name="request_new"),
    path("requests/<int:asked>/", registers.asked, name="request"),
    path("concerns/", registers.concerns, name="concerns"),
    path("concerns/new/", registers.concern_new, name="concern_new"),
    path("concerns/<int:concern>/", registers.concern, name="concern"),
    path("concerns/<int:concern>/<int:limit>/", registers.respond, name="respond"),
]
_STEPS = [
    path("steps/", steps.steps, name="steps"),
    path("steps/<str:code>/", steps.steps_edit, name="steps_edit"),
    path("steps/begin/<str:slug>/", steps.course_begin, name="course_begin"),
    path("steps/courses/<int:course>/", steps.course, name="course"),
]

urlpatterns: list[URLPattern] = [
    *_PLANS,
    *_TRAININGS,
    *_CHECKS,
    *_REPORTS,
    *_REGISTERS,
    *_STEPS,
]
