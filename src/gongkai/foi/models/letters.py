"""Letters of a case, the texts that a town uses for them, and how they were served."""

from django.db import models
from django.db.models import Q

from gongkai.foi.models.cases import Application
from gongkai.foi.models.disputes import OwnRecordRequest
from gongkai.foi.models.files import CaseFile
from gongkai.organisation.models import Account, Town
from gongkai.rules.foi import letters, service
from gongkai.rules.foi.letter_forms import FORMS

KINDS = [(row.code, row.name) for row in letters.TABLE.rows]
WAYS = [(row.code, row.name) for row in service.TABLE.rows]


class LetterTemplate(models.Model):
    """The text of a form as a town has it: a version, never changed once it is there.

    ``form`` is a key of ``rules.foi.letter_forms.FORMS``. The newest version is in use; where
    there is none, the packaged text is.
    """

    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="letter_templates")
    form = models.CharField("文书", max_length=20)
    version = models.PositiveIntegerField("版本")
    text = models.TextField("正文")
    why = models.CharField("修改说明", max_length=200)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "文书范本"
        ordering = ("form", "-version")
        constraints = [
            models.UniqueConstraint(fields=["town", "form", "version"], name="foi_template_version")
        ]

    def __str__(self) -> str:
        return f"{FORMS[self.form].name} 第{self.version}版"


class Letter(models.Model):
    """A letter of a case: made by the step that needs it, written by ``foi.letters``.

    ``step`` is the id of the row it belongs to (a consultation, a reply), by ``kind``. ``values``
    are plain values of the step, without personal data. ``sealed`` is everything that the letter
    says, as it was when the step was taken, so that it can be written later and again and says the
    same. ``template`` is the version of the town's text, empty for the packaged one, and
    ``edition`` says either in words.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20, choices=KINDS)
    number = models.CharField("文号", max_length=40, blank=True)
    step = models.PositiveBigIntegerField(null=True, blank=True)
    values = models.JSONField(default=dict)
    dated = models.DateField("日期")
    sealed = models.BinaryField(default=b"")
    template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    edition = models.CharField("范本版本", max_length=40, blank=True)
    docx = models.ForeignKey(
        CaseFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pdf = models.ForeignKey(
        CaseFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "文书"
        ordering = ("application_id", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def title(self) -> str:
        """What the letter is called: for an answer the document of its kind."""
        named: str = self.values.get("template", "")
        return named or self.get_kind_display()


class OwnRecordLetter(models.Model):
    """What whoever asked for a correction (Art. 41) was told; its documents are written from
    ``sealed`` whenever they are wanted.
    """

    request = models.OneToOneField(
        OwnRecordRequest, on_delete=models.CASCADE, related_name="letter"
    )
    kind = models.CharField(max_length=20, choices=KINDS)
    number = models.CharField("文号", max_length=40)
    dated = models.DateField("日期")
    sealed = models.BinaryField()
    template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.CharField("范本版本", max_length=40)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "更正申请的文书"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Service(models.Model):
    """送达 of a letter: the way, the date by which it is judged, and the proof (handbook 2.9)."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="services")
    way = models.CharField("送达方式", max_length=12, choices=WAYS)
    signed_on = models.DateField("签收日期", null=True, blank=True)
    posted_on = models.DateField("交邮日期", null=True, blank=True)
    sent_on = models.DateField("发送日期", null=True, blank=True)
    carrier = models.CharField("邮政企业", max_length=40, blank=True)
    tracking = models.CharField("邮件号", max_length=40, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    proof = models.ForeignKey(
        CaseFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "送达"
        ordering = ("letter_id", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(way__in=["direct", "entrusted"]) & Q(signed_on__isnull=False))
                | (Q(way="post") & Q(posted_on__isnull=False) & ~Q(carrier=""))
                | (Q(way="electronic") & Q(sent_on__isnull=False)),
                name="foi_service_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.letter_id}"
