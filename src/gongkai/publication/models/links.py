"""Which web addresses in the texts answered when they were last tried."""

from django.db import models


class LinkCheck(models.Model):
    """An address outside, and what was seen there; the same for every town."""

    url = models.URLField("网址", max_length=600, unique=True)
    answers = models.BooleanField("可以打开")
    seen = models.CharField("所见", max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "链接检查"

    def __str__(self) -> str:
        return self.url
