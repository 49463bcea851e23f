import django.db.models.deletion
import gongkai.ledger.clock
import uuid
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0006_change_note"),
        ("release", "0003_note_of_the_version"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("start", models.DateField()),
                        ("n", models.PositiveIntegerField()),
                        ("unit", models.CharField(max_length=12)),
                        ("direction", models.CharField(max_length=6)),
                        ("calendar", models.CharField(max_length=60, verbose_name="工作日历版本")),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        ("provisional", models.BooleanField(verbose_name="暂定")),
                        ("explanation", models.JSONField()),
                    ],
                    options={
                        "verbose_name": "期限",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("start", "n", "unit", "direction", "calendar"), name="clock_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identity", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("standing", "长期公开"),
                                    ("periodic", "定期公开"),
                                    ("by_date", "按日期公开"),
                                    ("event", "随事件公开"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        ("period", models.CharField(blank=True, max_length=10, verbose_name="周期")),
                        ("since", models.DateField(verbose_name="起")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="止")),
                        (
                            "ended_why",
                            models.CharField(blank=True, max_length=200, verbose_name="终止原因"),
                        ),
                        (
                            "made_through",
                            models.DateField(blank=True, null=True, verbose_name="任务已排至"),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="catalogue.item",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开责任",
                        "ordering": ("id",),
                        "indexes": [models.Index(fields=["town", "ended_on"], name="obligation_town")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("unit", "identity"),
                                name="obligation_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["standing", "periodic", "by_date", "event"])
                                ),
                                name="obligation_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    models.Q(("ended_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="obligation_end_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NothingThisYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveIntegerField(verbose_name="年度")),
                        ("basis", models.CharField(blank=True, max_length=10, verbose_name="法定依据代码")),
                        ("why", models.CharField(max_length=200, verbose_name="说明")),
                        ("at", models.DateTimeField(default=gongkai.ledger.clock.now)),
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
                                related_name="nothing_this_year",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nothing",
                                to="duty.obligation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "本年度无此信息",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("obligation__isnull", False)),
                                fields=("obligation", "year"),
                                name="nothing_obligation_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("basis", ""), _negated=True),
                                fields=("town", "basis", "year"),
                                name="nothing_basis_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("obligation__isnull", False), ("basis", "")),
                                    models.Q(
                                        ("obligation__isnull", True), models.Q(("basis", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="nothing_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True), name="nothing_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                                    ("standing", "长期公开"),
                                    ("periodic", "定期公开"),
                                    ("by_date", "按日期公开"),
                                    ("event", "随事件公开"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        ("key", models.CharField(max_length=48)),
                        ("what", models.CharField(blank=True, max_length=200, verbose_name="内容")),
                        ("period_start", models.DateField(blank=True, null=True, verbose_name="期间起")),
                        ("period_end", models.DateField(blank=True, null=True, verbose_name="期间止")),
                        (
                            "formed_on",
                            models.DateField(blank=True, null=True, verbose_name="形成或者变更日期"),
                        ),
                        ("until", models.DateField(blank=True, null=True, verbose_name="另行规定的截止日")),
                        ("limit_index", models.PositiveSmallIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="时限说明")),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        ("provisional", models.BooleanField(default=False, verbose_name="暂定")),
                        ("running", models.BooleanField(default=True)),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公开日期")),
                        ("answered_due", models.DateField(blank=True, null=True)),
                        (
                            "missing_channels",
                            models.JSONField(blank=True, default=list, verbose_name="还缺的渠道"),
                        ),
                        (
                            "missing_elements",
                            models.JSONField(blank=True, default=list, verbose_name="还缺的要素"),
                        ),
                        ("extended_to", models.DateField(blank=True, null=True, verbose_name="延期至")),
                        (
                            "extended_why",
                            models.CharField(blank=True, max_length=200, verbose_name="延期理由"),
                        ),
                        (
                            "excused_why",
                            models.CharField(blank=True, max_length=200, verbose_name="免除理由"),
                        ),
                        ("excused_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "nothing_why",
                            models.CharField(blank=True, max_length=200, verbose_name="本期无此信息的说明"),
                        ),
                        ("nothing_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                        (
                            "ended_why",
                            models.CharField(blank=True, max_length=200, verbose_name="终止原因"),
                        ),
                        ("made_at", models.DateTimeField(default=gongkai.ledger.clock.now, editable=False)),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="duty.clock",
                            ),
                        ),
                        (
                            "excused_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="catalogue.item",
                            ),
                        ),
                        (
                            "nothing_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
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
                                related_name="duties",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="duty.obligation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开任务",
                        "ordering": ("due_on", "id"),
                        "indexes": [
                            models.Index(fields=["town", "due_on"], name="duty_town_due"),
                            models.Index(fields=["unit", "due_on"], name="duty_unit_due"),
                            models.Index(
                                condition=models.Q(("running", True)),
                                fields=["town", "due_on"],
                                name="duty_town_running",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("obligation", "key"), name="duty_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["standing", "periodic", "by_date", "event"])
                                ),
                                name="duty_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "event"), _negated=True),
                                    ("formed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="duty_event_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("excused_at__isnull", True),
                                    models.Q(
                                        models.Q(("excused_why", ""), _negated=True),
                                        ("excused_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_excuse_says_who_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("nothing_at__isnull", True),
                                    models.Q(("nothing_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="duty_nothing_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extended_to__isnull", True),
                                    models.Q(
                                        models.Q(("extended_why", ""), _negated=True),
                                        ("due_on", models.F("extended_to")),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_extension_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    models.Q(
                                        models.Q(("ended_why", ""), _negated=True), ("running", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_end_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("released_on", models.DateField(verbose_name="公开日期")),
                        ("formed_on", models.DateField(verbose_name="成文日期")),
                        ("proven", models.BooleanField(default=False, verbose_name="已有凭证")),
                        ("stands", models.BooleanField(default=True)),
                        ("living", models.BooleanField(default=True)),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="网址")),
                        ("stage", models.CharField(blank=True, max_length=12, verbose_name="五公开环节")),
                        ("missing_elements", models.JSONField(blank=True, default=list)),
                        ("chosen", models.BooleanField(default=False, verbose_name="人工指定")),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_answers",
                                to="publication.record",
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="release.release",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="duty.duty",
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="duty.obligation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "完成公开任务的信息",
                        "ordering": ("released_on", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("obligation", "record"), name="answer_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("day", "每日核对"),
                                    ("catalogue", "目录变动"),
                                    ("units", "单位或责任变动"),
                                    ("calendar", "工作日历变动"),
                                    ("transfer", "任务移交"),
                                    ("setting", "设置变动"),
                                    ("person", "人工重算"),
                                ],
                                max_length=12,
                                verbose_name="原因",
                            ),
                        ),
                        ("calendar", models.CharField(max_length=60, verbose_name="工作日历版本")),
                        ("made", models.PositiveIntegerField(default=0, verbose_name="新增")),
                        ("moved", models.PositiveIntegerField(default=0, verbose_name="日期变动")),
                        ("ended", models.PositiveIntegerField(default=0, verbose_name="终止")),
                        ("looked_at", models.PositiveIntegerField(default=0, verbose_name="重算")),
                        ("digest", models.CharField(blank=True, max_length=80)),
                        ("at", models.DateTimeField(default=gongkai.ledger.clock.now)),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_runs",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任务重算",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cause__in",
                                        [
                                            "day",
                                            "catalogue",
                                            "units",
                                            "calendar",
                                            "transfer",
                                            "setting",
                                            "person",
                                        ],
                                    )
                                ),
                                name="run_cause_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=300, verbose_name="内容")),
                        ("at", models.DateTimeField(default=gongkai.ledger.clock.now)),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "seen_by",
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_notices",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_notices",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="duty.run",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任务变动通知",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("seen_at__isnull", True)),
                                fields=["unit"],
                                name="duty_notice_unseen",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyEvent",
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
                                    ("recomputed", "重算"),
                                    ("ended", "终止"),
                                    ("transferred", "移交"),
                                    ("published", "公开"),
                                    ("unpublished", "不再算作公开"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("due_before", models.DateField(null=True)),
                        ("due_after", models.DateField(null=True)),
                        ("provisional_before", models.BooleanField(default=False)),
                        ("provisional_after", models.BooleanField(default=False)),
                        ("calendar_before", models.CharField(blank=True, max_length=60)),
                        ("calendar_after", models.CharField(blank=True, max_length=60)),
                        ("at", models.DateTimeField()),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="duty.duty",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="duty.run",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任务变动",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Setting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "soon_days",
                            models.PositiveIntegerField(default=7, verbose_name="提前几天提示即将到期"),
                        ),
                        (
                            "freshness_months",
                            models.PositiveIntegerField(
                                default=6, verbose_name="长期公开的内容几个月核对一次"
                            ),
                        ),
                        (
                            "town",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duty_setting",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开任务设置",
                    },
                ),
                migrations.CreateModel(
                    name="ColumnRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identity", models.UUIDField()),
                        ("column", models.CharField(max_length=120, verbose_name="栏目名称")),
                        ("address", models.URLField(blank=True, max_length=300, verbose_name="栏目网址")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="设置理由")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "拟提出"),
                                    ("sent", "已报送"),
                                    ("accepted", "已采纳"),
                                    ("open", "已开通"),
                                    ("refused", "未采纳"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("reply", models.CharField(blank=True, max_length=300, verbose_name="上级答复")),
                        ("asked_at", models.DateTimeField(default=gongkai.ledger.clock.now)),
                        ("changed_at", models.DateTimeField(default=gongkai.ledger.clock.now)),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="column_requests",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "栏目设置需求",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "refused"), _negated=True),
                                fields=("town", "identity"),
                                name="column_request_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["proposed", "sent", "accepted", "open", "refused"])
                                ),
                                name="column_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "open"), _negated=True),
                                    models.Q(("address", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="column_open_has_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "refused"), _negated=True),
                                    models.Q(("reply", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="column_refusal_has_reply",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelProof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=40, verbose_name="渠道")),
                        ("shown_on", models.DateField(verbose_name="公开日期")),
                        ("address", models.URLField(blank=True, max_length=300, verbose_name="网址")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="凭证说明")),
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
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channel_proofs",
                                to="duty.duty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "其他渠道公开凭证",
                        "ordering": ("duty_id", "shown_on", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="channel_proof_says_where",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identity", models.UUIDField()),
                        ("indicator", models.CharField(max_length=40, verbose_name="指标代码")),
                        ("name", models.CharField(max_length=120, verbose_name="指标名称")),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicator_links",
                                to="organisation.town",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核指标对应",
                        "ordering": ("indicator", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "identity", "indicator"), name="indicator_link_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
