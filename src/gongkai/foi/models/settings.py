"""What a town sets for its applications."""

from django.db import models

from gongkai.organisation.models import Account, Town, Unit
from gongkai.rules.foi.clocks import PauseRule
from gongkai.rules.foi.remedies import Bodies


class FoiSettings(models.Model):
    """A town's settings: the Office and its head, the bodies of remedy, what the law leaves open.

    ``periods`` has the numbers for ``rules.foi.periods.CONFIGURABLE`` that differ from the default.
    """

    town = models.OneToOneField(Town, on_delete=models.PROTECT, related_name="foi_settings")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    head = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter_prefix = models.CharField("文书机关代字", max_length=20, blank=True)
    reconsideration = models.CharField("行政复议机关", max_length=80, blank=True)
    reconsideration_address = models.CharField("行政复议机关地址", max_length=120, blank=True)
    online = models.CharField("网上申请行政复议的途径", max_length=200, blank=True)
    court = models.CharField("人民法院", max_length=80, blank=True)
    court_address = models.CharField("人民法院地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    payment = models.CharField("缴费方式", max_length=300, blank=True)
    periods = models.JSONField(default=dict)
    pause_dispatch_day = models.BooleanField("发出征求意见书当日不计入", default=False)
    pause_answer_day = models.BooleanField("收到意见或者期满当日不计入", default=True)
    retention_years = models.PositiveIntegerField("保管年限", default=30)
    demand_threshold = models.PositiveIntegerField("集中需求件数", default=3)

    class Meta:
        verbose_name = "依申请公开设置"

    def __str__(self) -> str:
        return f"{self.town_id}"

    def bodies(self) -> Bodies:
        """Where an applicant can turn."""
        return Bodies(
            reconsideration=self.reconsideration,
            reconsideration_address=self.reconsideration_address,
            online=self.online,
            court=self.court,
            court_address=self.court_address,
        )

    def pause_rule(self) -> PauseRule:
        """Which end days of a consultation are excluded."""
        return PauseRule(self.pause_dispatch_day, self.pause_answer_day)
