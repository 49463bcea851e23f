"""Every write of the campaign, one verb each."""

from gongkai.campaign.actions.checks import (
    close_finding,
    fill_check,
    open_check,
    rectify,
    return_finding,
)
from gongkai.campaign.actions.concerns import answer_concern, log_concern, note_missed_limit
from gongkai.campaign.actions.media import close_media, note_media_post, open_media
from gongkai.campaign.actions.parts import finish_part, reopen_part, waive_part
from gongkai.campaign.actions.plans import (
    add_phase,
    add_task,
    draft_plan,
    edit_plan,
    edit_task,
    end_plan,
    remove_task,
    start_plan,
)
from gongkai.campaign.actions.points import set_check_points
from gongkai.campaign.actions.registers import (
    add_practice,
    add_reference,
    answer_request,
    send_request,
    settle_request,
)
from gongkai.campaign.actions.reports import (
    call_reports,
    merge_summary,
    return_report,
    save_report,
    submit_report,
)
from gongkai.campaign.actions.steps import begin_course, do_step, set_steps
from gongkai.campaign.actions.trainings import (
    add_material,
    cancel_training,
    plan_training,
    register_attendance,
)

__all__ = [
    "add_material",
    "add_phase",
    "add_practice",
    "add_reference",
    "add_task",
    "answer_concern",
    "answer_request",
    "begin_course",
    "call_reports",
    "cancel_training",
    "close_finding",
    "close_media",
    "do_step",
    "draft_plan",
    "edit_plan",
    "edit_task",
    "end_plan",
    "fill_check",
    "finish_part",
    "log_concern",
    "merge_summary",
    "note_media_post",
    "note_missed_limit",
    "open_check",
    "open_media",
    "plan_training",
    "rectify",
    "register_attendance",
    "remove_task",
    "reopen_part",
    "return_finding",
    "return_report",
    "save_report",
    "send_request",
    "set_check_points",
    "set_steps",
    "settle_request",
    "start_plan",
    "submit_report",
    "waive_part",
]
