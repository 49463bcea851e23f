"""A town with something of everything of the plan, for tests that open every address."""

from campaign.things import (
    EVIDENCE,
    WHOLE,
    call,
    checked,
    concern,
    course,
    only_task,
    rectified,
    running_plan,
    training,
)
from gongkai.campaign import actions
from gongkai.campaign.facts import MediaFacts, ReferenceFacts, RequestFacts, StepFacts
from gongkai.campaign.models import (
    Check,
    Concern,
    Finding,
    MediaAccount,
    Plan,
    Reference,
    ReportCall,
    Summary,
    Task,
    Training,
    UpstreamRequest,
)
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from roads import House


class FullPlan:
    """Things of the home unit, and the numbers that stand for them in addresses."""

    def __init__(self, house: House) -> None:
        office, unit, own = house.office, house.unit, house.drafter
        self.plan = running_plan(office, unit)
        self.task = only_task(self.plan)
        self.part = self.task.parts.get()
        actions.finish_part(own, self.part, "完成", [EVIDENCE])
        self.training = training(office, unit)
        self.finding = rectified(own, checked(office, unit).findings.get())
        self.call = call(office, unit)
        self.report = self.call.reports.get()
        actions.submit_report(own, self.report, WHOLE)
        self.summary = actions.merge_summary(office, self.call, "全镇总结", WHOLE)
        reference = ReferenceFacts("某市", "图解", "某报", today(), "做法")
        self.reference = actions.add_reference(own, unit, reference)
        asked = RequestFacts("区局", "增设栏目", "请增设", today())
        self.asked = actions.send_request(own, unit, asked)
        self.concern = concern(office, unit)
        self.account = actions.open_media(own, unit, MediaFacts("wechat", "泊里发布", today()))
        self.course = course(house, StepFacts("起草", "liaison"))

    def values(self) -> dict[str, object]:
        """The numbers by the names of the addresses' parts."""
        limit, paper = self.concern.limits.get(), self.part.papers.get()
        return {
            "plan": self.plan.pk,
            "task": self.task.pk,
            "part": self.part.pk,
            "paper": paper.pk,
            "training": self.training.pk,
            "check": self.finding.check_made_id,
            "finding": self.finding.pk,
            "call": self.call.pk,
            "report": self.report.pk,
            "summary": self.summary.pk,
            "reference": self.reference.pk,
            "asked": self.asked.pk,
            "concern": self.concern.pk,
            "account": self.account.pk,
            "limit": limit.pk,
            "course": self.course.pk,
        }

    @staticmethod
    def mark(place: Town, mark: str) -> None:
        """Write the mark into everything of the town's plan that has words."""
        town, unit = {"town": place}, {"unit__town": place}
        for rows, column in (
            (Plan.objects.filter(**town), "title"),
            (Task.objects.filter(plan__town=place), "title"),
            (Training.objects.filter(**unit), "title"),
            (Check.objects.filter(**unit), "summary"),
            (Finding.objects.filter(**unit), "text"),
            (ReportCall.objects.filter(**town), "title"),
            (Summary.objects.filter(call__town=place), "title"),
            (Reference.objects.filter(**town), "title"),
            (UpstreamRequest.objects.filter(**unit), "subject"),
            (Concern.objects.filter(**unit), "title"),
            (MediaAccount.objects.filter(**unit), "name"),
        ):
            for row in rows:
                rows.filter(pk=row.pk).update(**{column: f"{mark}{row.pk}"})
