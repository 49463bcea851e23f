import django.db.models.deletion
import gongkai.rules.foi.disputes
import gongkai.rules.foi.own_record
import gongkai.rules.foi.states
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0006_change_note"),
        ("review", "0003_referral_seen_archive_daily"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="登记编号")),
                        ("secret_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "已登记"),
                                    ("awaiting", "待确认"),
                                    ("running", "办理中"),
                                    ("correction", "待补正"),
                                    ("consulting", "征求意见中"),
                                    ("fee", "待缴费"),
                                    ("replied", "已作出答复，待送达"),
                                    ("closed", "已办结"),
                                    ("removed", "已按期清除"),
                                ],
                                default=gongkai.rules.foi.states.State["REGISTERED"],
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "turn",
                            models.CharField(
                                default=gongkai.rules.foi.states.Turn["OFFICE"], max_length=10
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("counter", "当面提交"),
                                    ("oral", "口头申请（工作人员代填）"),
                                    ("mail", "邮寄（签收）"),
                                    ("letter", "平常信函等无需签收"),
                                    ("internet", "互联网"),
                                    ("email", "电子邮件"),
                                    ("fax", "传真"),
                                ],
                                max_length=10,
                                verbose_name="提交方式",
                            ),
                        ),
                        (
                            "misaddressed",
                            models.BooleanField(default=False, verbose_name="寄给个人或者其他单位"),
                        ),
                        (
                            "applicant_kind",
                            models.CharField(
                                choices=[
                                    ("natural", "自然人"),
                                    ("business", "商业企业"),
                                    ("research", "科研机构"),
                                    ("charity", "社会公益组织"),
                                    ("legal", "法律服务机构"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="申请人类别",
                            ),
                        ),
                        ("applicant_mask", models.CharField(max_length=20, verbose_name="申请人")),
                        ("applicant_tag", models.CharField(blank=True, max_length=64)),
                        ("subject", models.CharField(max_length=120, verbose_name="申请内容")),
                        ("topic", models.CharField(blank=True, max_length=60, verbose_name="归类")),
                        ("request", models.BinaryField(default=b"")),
                        ("form", models.CharField(blank=True, max_length=12, verbose_name="信息的形式")),
                        ("route", models.CharField(blank=True, max_length=12, verbose_name="获取方式")),
                        ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                        (
                            "confirmation",
                            models.CharField(blank=True, max_length=300, verbose_name="确认方式和经过"),
                        ),
                        ("clock_start", models.DateField(blank=True, null=True, verbose_name="起算日")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                        ("due_provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                        ("due_estimated", models.BooleanField(default=False, verbose_name="期限可能提前")),
                        ("act_by", models.DateField(blank=True, null=True, verbose_name="下一期限")),
                        ("act_why", models.CharField(blank=True, max_length=60)),
                        (
                            "delayed_until",
                            models.DateField(blank=True, null=True, verbose_name="延迟答复至"),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        ("served_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("keep_until", models.DateField(blank=True, null=True, verbose_name="保管至")),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "removal_note",
                            models.CharField(blank=True, max_length=500, verbose_name="清除说明"),
                        ),
                        (
                            "satisfaction",
                            models.CharField(blank=True, max_length=12, verbose_name="对服务的评价"),
                        ),
                        (
                            "opinion",
                            models.CharField(blank=True, max_length=500, verbose_name="对服务的意见"),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField()),
                        (
                            "handler",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_cases",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政府信息公开申请",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "registered",
                                            "awaiting",
                                            "running",
                                            "correction",
                                            "consulting",
                                            "fee",
                                            "replied",
                                        ],
                                    )
                                ),
                                fields=["town", "act_by", "id"],
                                name="foi_queue",
                            ),
                            models.Index(fields=["town", "-id"], name="foi_register"),
                            models.Index(fields=["town", "received_on"], name="foi_received"),
                            models.Index(fields=["town", "answered_on"], name="foi_answered"),
                            models.Index(
                                fields=["town", "applicant_tag", "received_on"], name="foi_same_applicant"
                            ),
                            models.Index(fields=["town", "topic"], name="foi_topic"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "number"), name="foi_number_per_town"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "registered",
                                            "awaiting",
                                            "running",
                                            "correction",
                                            "consulting",
                                            "fee",
                                            "replied",
                                            "closed",
                                            "removed",
                                        ],
                                    )
                                ),
                                name="foi_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "applicant_kind__in",
                                        ["natural", "business", "research", "charity", "legal", "other"],
                                    )
                                ),
                                name="foi_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        ["counter", "oral", "mail", "letter", "internet", "email", "fax"],
                                    )
                                ),
                                name="foi_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clock_start__isnull", True),
                                    ("clock_start__gte", models.F("received_on")),
                                    _connector="OR",
                                ),
                                name="foi_clock_after_receipt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clock_start__isnull", True),
                                    ("confirmed_on__isnull", False),
                                    models.Q(
                                        ("channel__in", ["counter", "oral", "mail"]),
                                        ("misaddressed", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_clock_only_when_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "removed"), _negated=True),
                                    models.Q(
                                        ("removed_at__isnull", False),
                                        models.Q(("removal_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_removed_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Applicant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("key_id", models.CharField(max_length=40)),
                        ("algorithm", models.CharField(max_length=20)),
                        ("sealed_at", models.DateTimeField()),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="applicant",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申请人资料",
                    },
                ),
                migrations.CreateModel(
                    name="CaseFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("identity", "身份证明"),
                                    ("application", "申请材料"),
                                    ("correction", "补正材料"),
                                    ("consultation", "征求意见材料"),
                                    ("original", "原件"),
                                    ("letter", "文书"),
                                    ("proof", "送达凭证"),
                                    ("fee", "收费凭证"),
                                    ("dispute", "复议诉讼材料"),
                                    ("other", "其他"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("media_type", models.CharField(max_length=120)),
                        ("size", models.PositiveBigIntegerField()),
                        ("digest", models.CharField(max_length=80)),
                        ("storage", models.CharField(max_length=64, unique=True)),
                        ("key_id", models.CharField(max_length=40)),
                        ("algorithm", models.CharField(max_length=20)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "案卷文件",
                        "ordering": ("application_id", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="CaseNumber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=20)),
                        ("year", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "series", "year"), name="foi_series_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("confirmation_alert", "提醒与申请人确认"),
                                    ("correction_notice", "告知补正"),
                                    ("correction", "申请人补正"),
                                    ("reply", "答复"),
                                    ("third_party", "第三方答复意见"),
                                    ("co_maker", "共同制作机关答复意见"),
                                    ("reasons", "申请人说明理由"),
                                    ("fee", "缴费"),
                                    ("delay", "延迟答复"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "进行中"),
                                    ("kept", "按期完成"),
                                    ("missed", "已超期"),
                                    ("superseded", "已重新计算"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("step", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("start", models.DateField(verbose_name="起算日")),
                        ("n", models.PositiveIntegerField()),
                        ("extra", models.PositiveIntegerField(default=0)),
                        ("unit", models.CharField(max_length=12)),
                        ("due", models.DateField(verbose_name="截止日期")),
                        ("provisional", models.BooleanField(default=False)),
                        ("estimated", models.BooleanField(default=False)),
                        ("article", models.CharField(blank=True, max_length=120)),
                        ("calendar", models.CharField(max_length=60)),
                        ("inputs", models.JSONField(default=dict)),
                        ("segments", models.JSONField(default=list)),
                        ("sentence", models.CharField(max_length=800)),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clocks",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "期限",
                        "ordering": ("application_id", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["application"],
                                name="foi_clock_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due__gte", models.F("start"))),
                                name="foi_clock_forward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "kept", "missed", "superseded"])),
                                name="foi_clock_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(("kind__in", ["third_party", "co_maker"]), _negated=True),
                                ),
                                fields=("application", "kind"),
                                name="foi_clock_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("ended_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_clock_end_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("third_party", "第三方"), ("co_maker", "共同制作机关")],
                                max_length=12,
                            ),
                        ),
                        ("party", models.BinaryField()),
                        ("party_mask", models.CharField(max_length=40)),
                        ("question", models.TextField(verbose_name="征求意见的内容")),
                        ("sent_on", models.DateField(verbose_name="发出日期")),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="对方收到日期"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agreed", "同意公开"),
                                    ("refused", "不同意公开"),
                                    ("partly", "同意部分公开"),
                                    ("silent", "逾期未答复"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="收到意见日期"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="意见")),
                        ("override", models.TextField(blank=True, verbose_name="本机关的判断")),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="书面告知第三方日期"),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consultations",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "征求意见",
                        "ordering": ("application_id", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["third_party", "co_maker"]),
                                    ("outcome__in", ["", "agreed", "refused", "partly", "silent"]),
                                ),
                                name="foi_consultation_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("outcome", "")),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_consultation_end_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("items", models.TextField(verbose_name="需要补正的内容")),
                        ("guidance", models.TextField(blank=True, verbose_name="指导和释明")),
                        ("sent_on", models.DateField(verbose_name="告知日期")),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="申请人收到日期"),
                        ),
                        ("days", models.PositiveIntegerField(verbose_name="补正期限")),
                        (
                            "corrected_on",
                            models.DateField(blank=True, null=True, verbose_name="收到补正日期"),
                        ),
                        (
                            "excuse",
                            models.CharField(blank=True, max_length=300, verbose_name="逾期的正当理由"),
                        ),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="correction",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "补正",
                    },
                ),
                migrations.CreateModel(
                    name="Demand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("topic", models.CharField(max_length=60, verbose_name="归类")),
                        ("count", models.PositiveIntegerField(verbose_name="当时的申请件数")),
                        ("proposes", models.BooleanField(verbose_name="建议增加公开事项")),
                        ("reason", models.CharField(max_length=300, verbose_name="理由")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_demands",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "集中需求",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reconsideration", "行政复议"),
                                    ("suit", "行政诉讼（未经复议直接起诉）"),
                                    ("suit_after", "行政诉讼（复议后起诉）"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "尚未审结"),
                                    ("upheld", "结果维持"),
                                    ("corrected", "结果纠正"),
                                    ("other", "其他结果"),
                                ],
                                default=gongkai.rules.foi.disputes.DisputeState["PENDING"],
                                max_length=10,
                            ),
                        ),
                        ("reference", models.CharField(max_length=80, verbose_name="案号")),
                        ("body", models.CharField(max_length=80, verbose_name="复议机关或者法院")),
                        ("simplified", models.BooleanField(default=False, verbose_name="简易程序")),
                        ("notified_on", models.DateField(verbose_name="收到通知日期")),
                        ("answer_due", models.DateField(verbose_name="答复答辩期限")),
                        ("answer_sentence", models.CharField(max_length=800)),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="答复答辩日期"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="结案日期")),
                        ("result", models.TextField(blank=True, verbose_name="结果")),
                        ("redo", models.BooleanField(default=False, verbose_name="责令重新答复")),
                        ("redo_by", models.DateField(blank=True, null=True, verbose_name="重新答复期限")),
                        ("redone", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_disputes",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "行政复议和行政诉讼",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["reconsideration", "suit", "suit_after"]),
                                    ("state__in", ["pending", "upheld", "corrected", "other"]),
                                ),
                                name="foi_dispute_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("state", "pending")),
                                    models.Q(
                                        models.Q(("state", "pending"), _negated=True),
                                        ("ended_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_dispute_end_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("on", models.DateField(verbose_name="日期")),
                        ("verb", models.CharField(max_length=24)),
                        ("words", models.CharField(max_length=400)),
                        ("who", models.CharField(max_length=80)),
                        ("public", models.BooleanField(default=False)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办理经过",
                        "ordering": ("application_id", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "等待负责人审批"),
                                    ("approved", "已同意，待告知"),
                                    ("refused", "未同意"),
                                    ("sent", "已告知申请人"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("days", models.PositiveIntegerField(verbose_name="延长的工作日")),
                        ("reason", models.TextField(verbose_name="延期理由")),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="审批意见")),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extensions",
                                to="foi.application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "延期",
                        "ordering": ("application_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "refused"), _negated=True),
                                fields=("application",),
                                name="foi_extension_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("days__lte", 20)),
                                name="foi_extension_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="foi_extension_other_approves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "asked"), ("decided_by__isnull", False), _connector="OR"
                                ),
                                name="foi_extension_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("sent_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="foi_extension_sent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(choices=[("item", "按件"), ("page", "按量")], max_length=4),
                        ),
                        ("already", models.PositiveIntegerField(default=0, verbose_name="当月此前件数")),
                        ("items", models.PositiveIntegerField(default=0, verbose_name="件数")),
                        ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                        ("amount", models.PositiveIntegerField(verbose_name="金额（元）")),
                        ("sentence", models.CharField(max_length=500)),
                        ("reason", models.TextField(verbose_name="收费的理由")),
                        ("sent_on", models.DateField(verbose_name="通知发出日期")),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="申请人收到日期"),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="缴清日期")),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=40, verbose_name="票据号"),
                        ),
                        (
                            "excuse",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="逾期缴费仍受理的理由"
                            ),
                        ),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fee",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "信息处理费",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("items__gte", 1), ("pages", 0), ("scheme", "item")),
                                    models.Q(
                                        ("already", 0), ("items", 0), ("pages__gte", 1), ("scheme", "page")
                                    ),
                                    _connector="OR",
                                ),
                                name="foi_fee_one_scheme",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="foi_fee_is_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paid_on__isnull", True),
                                    models.Q(("receipt_number", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="foi_fee_receipt",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FoiSettings",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "letter_prefix",
                            models.CharField(blank=True, max_length=20, verbose_name="文书机关代字"),
                        ),
                        (
                            "reconsideration",
                            models.CharField(blank=True, max_length=80, verbose_name="行政复议机关"),
                        ),
                        (
                            "reconsideration_address",
                            models.CharField(blank=True, max_length=120, verbose_name="行政复议机关地址"),
                        ),
                        (
                            "online",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="网上申请行政复议的途径"
                            ),
                        ),
                        ("court", models.CharField(blank=True, max_length=80, verbose_name="人民法院")),
                        (
                            "court_address",
                            models.CharField(blank=True, max_length=120, verbose_name="人民法院地址"),
                        ),
                        ("payment", models.CharField(blank=True, max_length=300, verbose_name="缴费方式")),
                        ("periods", models.JSONField(default=dict)),
                        (
                            "pause_dispatch_day",
                            models.BooleanField(default=False, verbose_name="发出征求意见书当日不计入"),
                        ),
                        (
                            "pause_answer_day",
                            models.BooleanField(default=True, verbose_name="收到意见或者期满当日不计入"),
                        ),
                        (
                            "retention_years",
                            models.PositiveIntegerField(default=30, verbose_name="保管年限"),
                        ),
                        (
                            "demand_threshold",
                            models.PositiveIntegerField(default=3, verbose_name="集中需求件数"),
                        ),
                        (
                            "head",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_settings",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "依申请公开设置",
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("receipt", "政府信息公开申请登记回执"),
                                    ("correction", "政府信息公开申请补正告知书"),
                                    ("reasons", "政府信息公开申请说明理由通知书"),
                                    ("extension", "政府信息公开申请延期答复告知书"),
                                    ("delay", "政府信息公开申请延迟答复告知书"),
                                    ("third_party", "政府信息公开征求第三方意见书"),
                                    ("third_party_notice", "政府信息公开第三方告知书"),
                                    ("co_maker", "政府信息公开征求共同制作机关意见书"),
                                    ("assistance", "政府信息公开协办函"),
                                    ("fee", "政府信息公开信息处理费收费通知书"),
                                    ("own_record", "政府信息更正告知书"),
                                    ("own_record_transfer", "政府信息更正申请转送告知书"),
                                    ("reply", "答复"),
                                    ("service_record", "送达回证"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("step", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("values", models.JSONField(default=dict)),
                        ("dated", models.DateField(verbose_name="日期")),
                        ("created_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "docx",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="foi.casefile",
                            ),
                        ),
                        (
                            "pdf",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="foi.casefile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文书",
                        "ordering": ("application_id", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="OwnRecordRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="登记编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("verifying", "核实中"),
                                    ("corrected", "已更正"),
                                    ("transferred", "已转送有权更正的机关"),
                                    ("told", "已告知向有权更正的机关提出"),
                                    ("refused", "经核实不需要更正"),
                                ],
                                default=gongkai.rules.foi.own_record.OwnRecordState["VERIFYING"],
                                max_length=12,
                            ),
                        ),
                        ("subject", models.CharField(max_length=120, verbose_name="需要更正的信息")),
                        ("sealed", models.BinaryField()),
                        ("applicant_mask", models.CharField(max_length=20, verbose_name="申请人")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("due_on", models.DateField(verbose_name="办理期限")),
                        ("due_sentence", models.CharField(max_length=800)),
                        (
                            "agency",
                            models.CharField(blank=True, max_length=80, verbose_name="有权更正的机关"),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="核实情况")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("created_at", models.DateTimeField()),
                        (
                            "handler",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_own_records",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "更正申请",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "number"), name="foi_own_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["verifying", "corrected", "transferred", "told", "refused"],
                                    )
                                ),
                                name="foi_own_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReasonsRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("why", models.TextField(verbose_name="认为明显超过合理范围的情况")),
                        ("sent_on", models.DateField(verbose_name="通知日期")),
                        ("days", models.PositiveIntegerField(verbose_name="说明期限")),
                        ("given_on", models.DateField(blank=True, null=True, verbose_name="收到说明日期")),
                        ("given", models.TextField(blank=True, verbose_name="申请人的说明")),
                        ("reasonable", models.BooleanField(null=True, verbose_name="理由合理")),
                        ("judgement", models.TextField(blank=True, verbose_name="判断")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reasons_request",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "说明理由",
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("issued", "已作出"),
                                    ("taken_back", "已收回"),
                                    ("replaced", "已重新答复"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("R01", "R01 已主动公开"),
                                    ("R02", "R02 予以公开"),
                                    ("R03", "R03 部分公开"),
                                    ("R04", "R04 不予公开：国家秘密"),
                                    ("R05", "R05 不予公开：法律、行政法规禁止公开"),
                                    ("R06", "R06 不予公开：危及“三安全一稳定”"),
                                    ("R07", "R07 不予公开：保护第三方合法权益"),
                                    ("R08", "R08 不予公开：内部事务信息"),
                                    ("R09", "R09 不予公开：过程性信息"),
                                    ("R10", "R10 不予公开：行政执法案卷信息"),
                                    ("R11", "R11 属于行政查询事项"),
                                    ("R12", "R12 信息不存在"),
                                    ("R13", "R13 非本机关负责公开"),
                                    ("R14", "R14 需要加工、分析"),
                                    ("R15", "R15 补正后申请内容仍不明确"),
                                    ("R16", "R16 信访、投诉、举报等活动"),
                                    ("R17", "R17 重复申请"),
                                    ("R18", "R18 要求提供公开出版物"),
                                    ("R19", "R19 无正当理由大量反复申请"),
                                    ("R20", "R20 要求确认或者重新出具已获取的信息"),
                                    ("R21", "R21 逾期不补正，不再处理"),
                                    ("R22", "R22 逾期不缴费，不再处理"),
                                    ("R23", "R23 申请人撤回申请等其他情形"),
                                    ("R24", "R24 咨询事项"),
                                ],
                                max_length=4,
                                verbose_name="答复类型",
                            ),
                        ),
                        ("facts", models.JSONField(default=dict)),
                        ("remedy", models.TextField(blank=True, verbose_name="救济途径")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        ("created_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cited_by",
                                to="foi.reply",
                            ),
                        ),
                        (
                            "letter",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reply",
                                to="foi.letter",
                            ),
                        ),
                        (
                            "proposed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposed_from",
                                to="publication.record",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_replies",
                                to="publication.record",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "答复",
                        "ordering": ("application_id", "id"),
                        "indexes": [models.Index(fields=["code", "issued_on"], name="foi_reply_code")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "issued")),
                                fields=("application",),
                                name="foi_reply_one_issued",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("application",),
                                name="foi_reply_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "code__in",
                                        [
                                            "R01",
                                            "R02",
                                            "R03",
                                            "R04",
                                            "R05",
                                            "R06",
                                            "R07",
                                            "R08",
                                            "R09",
                                            "R10",
                                            "R11",
                                            "R12",
                                            "R13",
                                            "R14",
                                            "R15",
                                            "R16",
                                            "R17",
                                            "R18",
                                            "R19",
                                            "R20",
                                            "R21",
                                            "R22",
                                            "R23",
                                            "R24",
                                        ],
                                    )
                                ),
                                name="foi_reply_code_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    ("issued_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="foi_reply_issued_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveIntegerField()),
                        ("what", models.CharField(max_length=200, verbose_name="不予公开的部分")),
                        ("ground", models.CharField(max_length=4, verbose_name="法定理由")),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="foi.reply",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "不予公开的部分",
                        "ordering": ("reply_id", "order"),
                        "constraints": [
                            models.UniqueConstraint(fields=("reply", "order"), name="foi_part_order"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ground__in", ["R04", "R05", "R06", "R07", "R08", "R09", "R10"]),
                                    models.Q(("what", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="foi_part_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Search",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="检索日期")),
                        ("where", models.CharField(max_length=200, verbose_name="检索范围")),
                        ("how", models.CharField(max_length=300, verbose_name="检索方法和关键词")),
                        ("found", models.BooleanField(default=False, verbose_name="是否找到")),
                        ("result", models.CharField(max_length=500, verbose_name="结果")),
                        ("searcher", models.CharField(max_length=40, verbose_name="检索人")),
                        ("at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="searches",
                                to="foi.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索记录",
                        "ordering": ("application_id", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("direct", "直接送达"),
                                    ("entrusted", "委托其他行政机关代为送达"),
                                    ("post", "邮寄（邮政企业）"),
                                    ("electronic", "电子送达"),
                                ],
                                max_length=12,
                                verbose_name="送达方式",
                            ),
                        ),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                        ("posted_on", models.DateField(blank=True, null=True, verbose_name="交邮日期")),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="发送日期")),
                        ("carrier", models.CharField(blank=True, max_length=40, verbose_name="邮政企业")),
                        ("tracking", models.CharField(blank=True, max_length=40, verbose_name="邮件号")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="services",
                                to="foi.letter",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="foi.casefile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "送达",
                        "ordering": ("letter_id", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("way__in", ["direct", "entrusted"]), ("signed_on__isnull", False)
                                    ),
                                    models.Q(
                                        ("way", "post"),
                                        ("posted_on__isnull", False),
                                        models.Q(("carrier", ""), _negated=True),
                                    ),
                                    models.Q(("way", "electronic"), ("sent_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="foi_service_has_its_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Supply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reply",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supply",
                                to="foi.reply",
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_supplies",
                                to="review.reviewrow",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foi_supplies",
                                to="publication.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提供的内容",
                    },
                ),
            ]
        ),
    ]
